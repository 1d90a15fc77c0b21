package org.pagurus.experiments.cli;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.option.ByteSize;
import org.pagurus.experiments.option.DurationOption;
import org.pagurus.transport.host.PortLimits;
import org.pagurus.transport.security.PeerLists;
import org.pagurus.transport.security.TlsFiles;
import org.pagurus.transport.security.TlsTransport;
import org.pagurus.transport.security.TransportSecurity;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who may use a host's port, and how much of the host those who do may take. */
final class PortOptions {
    @Mixin private final TlsOptions tls = new TlsOptions();

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            split = ",",
            description =
                    "With TLS: a host that may bring guests and take them, by a DNS name or URI of"
                            + " its certificate; may be given again (default: none).")
    private Set<String> hosts = new TreeSet<>();

    @Option(
            names = "--allow-operator",
            paramLabel = "NAME",
            split = ",",
            description =
                    "With TLS: who may command this host, by a DNS name or URI of their certificate;"
                            + " may be given again (default: none).")
    private Set<String> operators = new TreeSet<>();

    @Option(
            names = "--connection-limit",
            paramLabel = "COUNT",
            description = "Connections served at a time" + Shown.DEFAULT)
    private int connections = PortLimits.DEFAULT.connections();

    @Option(
            names = "--peer-connection-limit",
            paramLabel = "COUNT",
            description = "Of them, for one peer" + Shown.DEFAULT)
    private int connectionsPerPeer = PortLimits.DEFAULT.connectionsPerPeer();

    @Option(
            names = "--handshake-limit",
            paramLabel = "COUNT",
            description =
                    "Connections at a time that have not said who they are; one more drives out the"
                            + " oldest"
                            + Shown.DEFAULT)
    private int handshakes = PortLimits.DEFAULT.handshakes();

    @Option(
            names = "--handshake-time-limit",
            paramLabel = "TIME",
            description = "How long a TLS handshake and a preface may take" + Shown.DEFAULT)
    private DurationOption handshakeTime = DurationOption.parse("5s");

    @Option(
            names = "--frame-limit",
            paramLabel = "SIZE",
            description =
                    "The longest control message or command that is taken; page frames have a limit"
                            + " of their own"
                            + Shown.DEFAULT)
    private ByteSize frame = new ByteSize(PortLimits.DEFAULT.frameBytes());

    @Option(
            names = "--peer-memory-limit",
            paramLabel = "SIZE",
            description =
                    "What the guests that one peer brings may take before they run here (default:"
                            + " the memory limit).")
    private @Nullable ByteSize peerMemory;

    /** Who may connect, and how that is made sure. */
    TransportSecurity security() throws CommandException {
        TlsFiles files = tls.files();
        if (files == null) {
            CommandException.expect(
                    hosts.isEmpty(), "--allow-host", "none without --tls-cert", hosts);
            CommandException.expect(
                    operators.isEmpty(), "--allow-operator", "none without --tls-cert", operators);
            return TransportSecurity.NONE;
        }
        try {
            return TlsTransport.forHost(files, new PeerLists(hosts, operators));
        } catch (IOException | IllegalArgumentException e) {
            throw TlsOptions.wrong(e);
        }
    }

    /**
     * @param memoryLimit the host's
     */
    PortLimits limits(ByteSize memoryLimit) throws CommandException {
        ByteSize ofPeer = peerMemory == null ? memoryLimit : peerMemory;
        long handshakeMs = TimeUnit.NANOSECONDS.toMillis(handshakeTime.ns());
        expectCount("--connection-limit", connections, PortLimits.MAX_CONNECTIONS);
        expectCount("--peer-connection-limit", connectionsPerPeer, PortLimits.MAX_CONNECTIONS);
        expectCount("--handshake-limit", handshakes, PortLimits.MAX_HANDSHAKES);
        CommandException.expect(
                handshakeMs >= 1 && handshakeMs <= PortLimits.MAX_HANDSHAKE_MS,
                "--handshake-time-limit",
                "1ms to 1m",
                handshakeTime);
        CommandException.expect(
                frame.bytes() >= PortLimits.MIN_FRAME_BYTES
                        && frame.bytes() <= PortLimits.MAX_FRAME_BYTES,
                "--frame-limit",
                new ByteSize(PortLimits.MIN_FRAME_BYTES)
                        + " to "
                        + new ByteSize(PortLimits.MAX_FRAME_BYTES),
                frame);
        CommandException.expect(
                ofPeer.bytes() >= 1 && ofPeer.bytes() <= PortLimits.MAX_PEER_MEMORY_BYTES,
                peerMemory == null ? "--memory-limit" : "--peer-memory-limit",
                "1 to " + new ByteSize(PortLimits.MAX_PEER_MEMORY_BYTES),
                ofPeer);
        return new PortLimits(
                connections,
                connectionsPerPeer,
                handshakes,
                handshakeMs,
                (int) frame.bytes(),
                ofPeer.bytes());
    }

    private static void expectCount(String option, int value, int most) throws CommandException {
        CommandException.expect(value >= 1 && value <= most, option, "1 to " + most, value);
    }
}
