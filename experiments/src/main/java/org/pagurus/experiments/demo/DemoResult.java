package org.pagurus.experiments.demo;

import java.util.ArrayList;
import java.util.List;
import org.pagurus.experiments.client.ClientFigures;
import org.pagurus.experiments.client.PingFigures;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;

/**
 * What the demo showed.
 *
 * @param report the migration, as the source tells it
 * @param dirtyLog of both hosts
 * @param client what the client saw
 * @param served whether the guest answered to the end, at the place where it was to be
 * @param findings what a person should know beside the figures, a line each
 */
public record DemoResult(
        MigrationReport report,
        String dirtyLog,
        ClientFigures client,
        boolean served,
        List<String> findings) {
    public DemoResult {
        findings = List.copyOf(findings);
    }

    DemoResult with(String finding) {
        List<String> more = new ArrayList<>(findings);
        more.add(finding);
        return new DemoResult(report, dirtyLog, client, served, more);
    }

    /**
     * Whether memory, writes, service and addresses are all as they must be, wherever the guest is
     * now.
     */
    public boolean nothingLost() {
        boolean memoryLost =
                report.outcome() == Outcome.COMPLETED
                        && !Boolean.TRUE.equals(report.memoryIdentical());
        return served
                && !memoryLost
                && client.lostAcknowledgedWrites() == 0
                && client.anomalies() == 0
                && !spokeTwice();
    }

    /** Whether both hosts spoke for the guest at once, as far as somebody watched. */
    private boolean spokeTwice() {
        PingFigures ping = client.ping();
        return ping != null && (ping.wrongHostFrames() > 0 || ping.duplicates() > 0);
    }
}
