package org.pagurus.experiments.demo;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.report.ClientFigures;
import org.pagurus.experiments.report.PingFigures;
import org.pagurus.report.Outcome;
import org.pagurus.transport.command.HostReply;

/** What a client's books say of a migration. */
final class DemoBooks {
    private DemoBooks() {}

    /**
     * While the client goes on.
     *
     * @param served whether it was answered after the migration
     * @param moves how often the guest had moved before
     * @param findings what is known already
     */
    static DemoResult of(
            HostReply.Migrated migrated,
            boolean served,
            int moves,
            LoadClient client,
            @Nullable PingFigures ping,
            List<String> findings) {
        LoadClientReport books = client.report();
        List<GenerationChange> changes = books.generationChanges();
        long networkDowntimeNs =
                changes.size() > moves ? changes.get(moves).networkDowntimeNs() : 0;
        List<String> found = new ArrayList<>(findings);
        if (books.failure() != null) {
            found.add(books.failure());
        }
        books.anomalies().forEach(anomaly -> found.add(anomaly.kind() + ": " + anomaly.text()));
        boolean stays = migrated.report().outcome() != Outcome.COMPLETED;
        boolean answered = served && books.failure() == null;
        if (stays && answered) {
            found.add("the guest still runs on the source and answers its client");
        }
        return new DemoResult(
                migrated.report(),
                migrated.dirtyLog(),
                figures(books, networkDowntimeNs, ping),
                answered,
                found);
    }

    /** Stops the client and reads back all that the guest had acknowledged. */
    static DemoResult verified(DemoResult result, LoadClient client) throws InterruptedException {
        int known = client.report().anomalies().size();
        client.stop();
        boolean served = result.served();
        List<String> findings = new ArrayList<>(result.findings());
        try {
            client.verify();
        } catch (NoAnswerException e) {
            served = false;
            findings.add(String.valueOf(e.getMessage()));
        }
        LoadClientReport books = client.report();
        books.anomalies().stream()
                .skip(known)
                .forEach(anomaly -> findings.add(anomaly.kind() + ": " + anomaly.text()));
        ClientFigures before = result.client();
        return new DemoResult(
                result.report(),
                result.dirtyLog(),
                figures(books, before.networkDowntimeNs(), before.ping()),
                served,
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
