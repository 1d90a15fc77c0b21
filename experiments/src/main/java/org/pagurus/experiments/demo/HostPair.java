package org.pagurus.experiments.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pagurus.experiments.demo.network.DemoNetwork;
import org.pagurus.experiments.demo.network.DemoNetwork.Host;

/** The source and the destination of the demo. */
final class HostPair implements AutoCloseable {
    private static final String SOURCE = "source";
    private static final String DESTINATION = "destination";

    private final HostGroup hosts;

    private HostPair(HostGroup hosts) {
        this.hosts = hosts;
    }

    /**
     * Starts both and waits until they serve.
     *
     * @param limitNs when it is over, both are ended
     */
    static HostPair start(DemoOptions options, DemoNetwork network, long limitNs)
            throws DemoException, InterruptedException, IOException {
        List<String> daemon =
                HostCommandLine.of(
                        options.guest().memoryBytes(),
                        options.settings().streams(),
                        options.dirtyLog(),
                        options.tracesDirectory());
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put(SOURCE, network.hostCommand(Host.SOURCE, daemon));
        commands.put(DESTINATION, network.hostCommand(Host.DESTINATION, daemon));
        return new HostPair(HostGroup.start(commands, limitNs));
    }

    HostProcess source() {
        return hosts.host(SOURCE);
    }

    HostProcess destination() {
        return hosts.host(DESTINATION);
    }

    /** Both are ended when this much time from now is over. */
    void limit(long ns) {
        hosts.limit(ns);
    }

    /** A person is waited for: there is no limit until there is one again. */
    void unlimited() {
        hosts.unlimited();
    }

    Path logDirectory() {
        return hosts.logDirectory();
    }

    /** All went well: the logs are deleted in the end. */
    void discardLogs() {
        hosts.discardLogs();
    }

    /** Does the work; when a connection breaks, says what a host's log says of it. */
    <T> T guarded(HostGroup.Work<T> work) throws DemoException, InterruptedException {
        return hosts.guarded(work);
    }

    @Override
    public void close() {
        hosts.close();
    }
}
