package org.pagurus.experiments.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.client.ClientFigures;
import org.pagurus.experiments.client.PingFigures;
import org.pagurus.experiments.demo.network.GuestWatch;

/**
 * What a client has to say when its guest's migration is over.
 *
 * @param served whether the guest answered to the end, at the place where it was to be
 * @param findings what a person should know beside the figures, a line each
 */
public record ClientVerdict(ClientFigures figures, boolean served, List<String> findings) {
    /** Answers after a migration that was not completed, as a sign that the guest still serves. */
    private static final long STILL_SERVED_REQUESTS = 100;

    public ClientVerdict {
        findings = List.copyOf(findings);
    }

    /**
     * Lets the client go on where the guest is now, then stops it and checks its books.
     *
     * @param moved whether the guest is at the destination
     * @param afterNs how long the client goes on
     * @param limitNs within which it must be answered
     * @param watch what else saw the guest
     */
    public static ClientVerdict of(
            LoadClient client, boolean moved, long afterNs, long limitNs, GuestWatch watch)
            throws InterruptedException {
        List<String> findings = new ArrayList<>();
        boolean served =
                moved
                        ? client.awaitGenerationChanges(1, limitNs)
                        : client.awaitAnswered(
                                client.report().answeredRequests() + STILL_SERVED_REQUESTS,
                                limitNs);
        TimeUnit.NANOSECONDS.sleep(afterNs);
        PingFigures ping = watch.figures();
        client.stop();
        try {
            client.verify();
        } catch (NoAnswerException e) {
            served = false;
            findings.add(String.valueOf(e.getMessage()));
        }
        LoadClientReport books = client.report();
        if (books.failure() != null) {
            served = false;
            findings.add(books.failure());
        }
        books.anomalies().forEach(anomaly -> findings.add(anomaly.kind() + ": " + anomaly.text()));
        return new ClientVerdict(figures(books, ping), served, findings);
    }

    private static ClientFigures figures(LoadClientReport books, @Nullable PingFigures ping) {
        long networkDowntimeNs =
                books.generationChanges().isEmpty()
                        ? 0
                        : books.generationChanges().getFirst().networkDowntimeNs();
        return new ClientFigures(
                books.answeredRequests(),
                books.retransmissions(),
                books.acknowledgedWrites(),
                books.lostWrites(),
                books.anomalyCount(),
                networkDowntimeNs,
                books.longestGapNs(),
                ping);
    }
}
