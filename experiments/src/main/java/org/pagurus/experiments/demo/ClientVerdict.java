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
        return soFar(client, moved, 0, afterNs, limitNs, watch).verified(client);
    }

    /**
     * Lets the client go on where the guest is now; it is not stopped.
     *
     * @param moved whether the guest is at the destination
     * @param movesBefore how often the client had seen the guest move before
     */
    static ClientVerdict soFar(
            LoadClient client,
            boolean moved,
            int movesBefore,
            long afterNs,
            long limitNs,
            GuestWatch watch)
            throws InterruptedException {
        boolean served =
                moved
                        ? client.awaitGenerationChanges(movesBefore + 1, limitNs)
                        : client.awaitAnswered(
                                client.report().answeredRequests() + STILL_SERVED_REQUESTS,
                                limitNs);
        TimeUnit.NANOSECONDS.sleep(afterNs);
        LoadClientReport books = client.report();
        List<GenerationChange> changes = books.generationChanges();
        long networkDowntimeNs =
                changes.size() > movesBefore ? changes.get(movesBefore).networkDowntimeNs() : 0;
        return of(books, networkDowntimeNs, watch.figures(), served, List.of());
    }

    /** Stops the client and reads back all that the guest had acknowledged. */
    ClientVerdict verified(LoadClient client) throws InterruptedException {
        List<String> missing = new ArrayList<>();
        client.stop();
        try {
            client.verify();
        } catch (NoAnswerException e) {
            missing.add(String.valueOf(e.getMessage()));
        }
        return of(
                client.report(),
                figures.networkDowntimeNs(),
                figures.ping(),
                served && missing.isEmpty(),
                missing);
    }

    private static ClientVerdict of(
            LoadClientReport books,
            long networkDowntimeNs,
            @Nullable PingFigures ping,
            boolean served,
            List<String> known) {
        List<String> findings = new ArrayList<>(known);
        if (books.failure() != null) {
            findings.add(books.failure());
        }
        books.anomalies().forEach(anomaly -> findings.add(anomaly.kind() + ": " + anomaly.text()));
        return new ClientVerdict(
                figures(books, networkDowntimeNs, ping),
                served && books.failure() == null,
                findings);
    }

    private static ClientFigures figures(
            LoadClientReport books, long networkDowntimeNs, @Nullable PingFigures ping) {
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
