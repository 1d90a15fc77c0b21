package org.pagurus.experiments.web;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.demo.LoadClient;
import org.pagurus.experiments.demo.LoadClientReport;
import org.pagurus.experiments.demo.ReplyStrip;

/** The client's replies, and how they came around the last switchover. Used under a lock. */
final class ClientView {
    private static final int MS_PER_SECOND = 1_000;
    private static final int SHOWN_MS = 10;

    /** So much is shown before the gap, and as much behind it. */
    private static final int MARGIN_MS = 250;

    private static final int RADIX = Character.MAX_RADIX;

    private final LoadClient client;
    private LiveFrame.@Nullable Around around;

    ClientView(LoadClient client) {
        this.client = client;
    }

    /** The guest has moved lately: what can be seen of it is kept. */
    void moved() {
        ReplyStrip.Around move = client.repliesAroundMove(MARGIN_MS / ReplyStrip.BUCKET_MS);
        around =
                move.replies().length == 0
                        ? null
                        : new LiveFrame.Around(text(move.replies()), move.moved());
    }

    LiveFrame.Client frame() {
        LoadClientReport books = client.report();
        int[] replies = gathered(client.lastReplies(ReplyStrip.BUCKETS));
        long lastSecond =
                Arrays.stream(replies).skip(replies.length - MS_PER_SECOND / SHOWN_MS).sum();
        return new LiveFrame.Client(
                books.answeredRequests(),
                lastSecond,
                books.lostWrites(),
                books.anomalyCount(),
                SHOWN_MS,
                text(replies),
                around,
                books.failure());
    }

    /** In fewer stretches, of {@value #SHOWN_MS} ms. */
    private static int[] gathered(int[] replies) {
        int[] fewer = new int[replies.length * ReplyStrip.BUCKET_MS / SHOWN_MS];
        for (int i = 0; i < replies.length; i++) {
            fewer[i * ReplyStrip.BUCKET_MS / SHOWN_MS] += replies[i];
        }
        return fewer;
    }

    private static String text(int[] replies) {
        StringBuilder text = new StringBuilder(replies.length);
        for (int count : replies) {
            text.append(Character.forDigit(Math.min(count, RADIX - 1), RADIX));
        }
        return text.toString();
    }
}
