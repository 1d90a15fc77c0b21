package org.pagurus.experiments.demo.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.pagurus.experiments.client.PingFigures;
import org.pagurus.experiments.demo.network.DemoNetwork.Host;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.transport.net.linux.SpeakerWatch;

/**
 * A plain {@code ping} of the guest in the client's namespace, and a watch on the segment: at which
 * host's port the guest's MAC speaks.
 */
final class NamespaceWatch implements GuestWatch {
    private static final String PING_LIMIT_SECONDS = "86400";
    private static final String PING_INTERVAL_SECONDS = "0.01";
    private static final long END_LIMIT_SECONDS = 5;
    private static final long NS_PER_SECOND = 1_000_000_000;

    /** The port of the host that the guest is on and may leave. */
    private final String oldPort;

    private final SpeakerWatch speakers;
    private final Process ping;

    /** Guarded by itself. */
    private final PingTimeline timeline = new PingTimeline();

    private NamespaceWatch(String oldPort, SpeakerWatch speakers, Process ping) {
        this.oldPort = oldPort;
        this.speakers = speakers;
        this.ping = ping;
        Thread.ofPlatform().name("ping").daemon().start(this::read);
    }

    static NamespaceWatch start(Topology topology, NicAddress guest, Host at)
            throws IOException, InterruptedException {
        List<String> ports =
                List.of(Topology.portOf(Host.SOURCE), Topology.portOf(Host.DESTINATION));
        SpeakerWatch speakers =
                topology.segment().inside(() -> SpeakerWatch.start(guest.mac(), ports));
        try {
            ProcessBuilder ping =
                    new ProcessBuilder(
                                    "ip",
                                    "netns",
                                    "exec",
                                    topology.client().name(),
                                    "ping",
                                    "-D",
                                    "-n",
                                    // It says something at each turn, answered or not: so it ends
                                    // when nobody reads it, as this process was killed.
                                    "-O",
                                    "-i",
                                    PING_INTERVAL_SECONDS,
                                    "-w",
                                    PING_LIMIT_SECONDS,
                                    guest.ip().toString())
                            .redirectErrorStream(true);
            ping.environment().put("LC_ALL", "C");
            return new NamespaceWatch(Topology.portOf(at), speakers, ping.start());
        } catch (IOException e) {
            speakers.close();
            throw new IOException("ping: " + e.getMessage(), e);
        }
    }

    @Override
    public PingFigures figures() {
        List<SpeakerWatch.Turn> turns = speakers.turns();
        long wrongHostFrames =
                turns.stream()
                        .dropWhile(turn -> turn.port().equals(oldPort))
                        .filter(turn -> turn.port().equals(oldPort))
                        .mapToLong(SpeakerWatch.Turn::frames)
                        .sum();
        Instant now = Instant.now();
        long nowNs = now.getEpochSecond() * NS_PER_SECOND + now.getNano();
        synchronized (timeline) {
            return new PingFigures(
                    timeline.sent(),
                    timeline.answered(),
                    timeline.duplicates(),
                    timeline.longestGapNs(nowNs),
                    wrongHostFrames,
                    speakers.missedFrames());
        }
    }

    @Override
    public void close() {
        ping.destroy();
        try {
            if (!ping.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                ping.destroyForcibly();
            }
        } catch (InterruptedException e) {
            ping.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        speakers.close();
    }

    private void read() {
        try (BufferedReader lines = ping.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (timeline) {
                    timeline.line(line);
                }
            }
        } catch (IOException e) {
            // It was ended in the middle of a line.
        }
    }
}
