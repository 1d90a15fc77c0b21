package org.pagurus.simulator.service;

import org.pagurus.report.MigrationReport;
import org.pagurus.report.RoundStatistics;

/**
 * Requests to a guest's service, which come evenly whether or not they are answered, and are not
 * kept: an open load of datagrams. The guest has time for so many; throttling takes from it.
 *
 * @param requestsPerSecond that come, 0 or more
 * @param busyShare of the guest's running time that they take at full speed, more than 0, at most 1
 */
public record ServiceLoad(double requestsPerSecond, double busyShare) {
    private static final double NS_PER_SECOND = 1e9;
    private static final double PERCENT = 100;

    public ServiceLoad {
        if (!(requestsPerSecond >= 0 && requestsPerSecond <= 1e9)) {
            throw new IllegalArgumentException(
                    "requestsPerSecond: expected 0 to 1e9 but found " + requestsPerSecond);
        }
        if (!(busyShare > 0 && busyShare <= 1)) {
            throw new IllegalArgumentException(
                    "busyShare: expected more than 0 and at most 1 but found " + busyShare);
        }
    }

    /**
     * What a migration has cost the service, by its report.
     *
     * @return of requests that came within the migration's time
     */
    public ServiceLoss lossIn(MigrationReport report) {
        double throttled = 0;
        for (RoundStatistics round : report.rounds()) {
            throttled += lostPerSecond(round.throttlePercent()) * runningNs(round, report);
        }
        return new ServiceLoss(
                requests(report.totalTimeNs()),
                requests(report.downtimeNs()),
                throttled / NS_PER_SECOND);
    }

    /** Requests a second that a guest throttled so far has no time for. */
    private double lostPerSecond(int throttlePercent) {
        double left = 1 - throttlePercent / PERCENT;
        return requestsPerSecond * Math.max(0, 1 - left / busyShare);
    }

    /** The guest is paused in a completed migration's last round: that is downtime. */
    private static long runningNs(RoundStatistics round, MigrationReport report) {
        boolean paused = report.downtimeNs() > 0 && round == report.rounds().getLast();
        return paused ? 0 : round.durationNs();
    }

    private double requests(long ns) {
        return requestsPerSecond * ns / NS_PER_SECOND;
    }
}
