package org.pagurus.experiments.web;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.demo.LoadClient;
import org.pagurus.experiments.demo.LoadClientReport;
import org.pagurus.experiments.demo.ReplyStrip;

/** The client's replies, and how they came around the last switchover. Used under a lock. */
final class ClientView {
    private static final int MS_PER_SECOND = 1_000;

    /** So much is shown before the gap, and as much behind it. */
    private static final int MARGIN_MS = 500;

    private static final int RADIX = Character.MAX_RADIX;

    private final LoadClient client;
    private @Nullable String around;

    ClientView(LoadClient client) {
        this.client = client;
    }

    /** The guest has moved lately: what can be seen of it is kept. */
    void moved() {
        around = text(aroundGap(client.lastReplies(ReplyStrip.BUCKETS)));
    }

    LiveFrame.Client frame() {
        LoadClientReport books = client.report();
        int[] replies = client.lastReplies(ReplyStrip.BUCKETS);
        long lastSecond =
                Arrays.stream(replies)
                        .skip(replies.length - MS_PER_SECOND / ReplyStrip.BUCKET_MS)
                        .sum();
        return new LiveFrame.Client(
                books.answeredRequests(),
                lastSecond,
                books.lostWrites(),
                books.anomalyCount(),
                ReplyStrip.BUCKET_MS,
                text(replies),
                around,
                books.failure());
    }

    /** The longest stretch without a reply, with what was before and behind it. */
    static int[] aroundGap(int[] replies) {
        int begin = 0;
        int end = 0;
        int from = 0;
        for (int i = 0; i <= replies.length; i++) {
            if (i == replies.length || replies[i] > 0) {
                if (i - from > end - begin) {
                    begin = from;
                    end = i;
                }
                from = i + 1;
            }
        }
        int margin = MARGIN_MS / ReplyStrip.BUCKET_MS;
        return Arrays.copyOfRange(
                replies, Math.max(0, begin - margin), Math.min(replies.length, end + margin));
    }

    private static String text(int[] replies) {
        StringBuilder text = new StringBuilder(replies.length);
        for (int count : replies) {
            text.append(Character.forDigit(Math.min(count, RADIX - 1), RADIX));
        }
        return text.toString();
    }
}
