package org.pagurus.experiments.demo;

import java.util.List;
import java.util.Locale;
import org.pagurus.experiments.process.JavaCommand;
import org.pagurus.protocol.Limits;

/** How the demo starts a host daemon: with this process's own Java and class path. */
final class HostCommandLine {
    private static final String MAIN_CLASS = "org.pagurus.experiments.cli.Pagurus";

    private HostCommandLine() {}

    /** Without a network, which adds where the daemon listens and its guests are plugged in. */
    static List<String> of(DemoOptions options) {
        long memoryBytes = options.guest().memoryBytes();
        // The most that the streams' windows may take at the destination.
        long windowBytes = (long) options.settings().streams() << Limits.MAX_WINDOW_LOG;
        List<String> command =
                JavaCommand.of(
                        MAIN_CLASS, "-Xmx256m", "-XX:MaxDirectMemorySize=256m", "-XX:+UseSerialGC");
        command.addAll(
                List.of(
                        "host",
                        "--memory-limit",
                        Long.toString(memoryBytes + windowBytes),
                        "--preallocate",
                        Long.toString(memoryBytes),
                        "--dirty-log",
                        options.dirtyLog().name().toLowerCase(Locale.ROOT),
                        "--traces",
                        options.tracesDirectory().toString(),
                        "--stop-at-end-of-input"));
        return command;
    }
}
