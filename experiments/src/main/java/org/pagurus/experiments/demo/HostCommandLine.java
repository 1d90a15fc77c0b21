package org.pagurus.experiments.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.pagurus.experiments.process.JavaCommand;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.protocol.Limits;

/** How a host daemon is started: with this process's own Java and class path. */
public final class HostCommandLine {
    private static final String MAIN_CLASS = "org.pagurus.experiments.cli.Pagurus";

    /**
     * These hosts live for seconds. The second compiler makes faster code, but takes processors
     * from the guest and the switchover while it does. A daemon that stays is better off with both.
     */
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    private HostCommandLine() {}

    /**
     * Without a network, which adds where the daemon listens and its guests are plugged in.
     *
     * @param memoryBytes of all its guests together, set aside at the start
     * @param streams over which guests come at a time
     * @param tracesDirectory where traced guests find their traces
     */
    public static List<String> of(
            long memoryBytes, int streams, DirtyLogKind dirtyLog, Path tracesDirectory) {
        // The most that the streams' windows may take at the destination.
        long windowBytes = (long) streams << Limits.MAX_WINDOW_LOG;
        List<String> command =
                JavaCommand.of(
                        MAIN_CLASS,
                        "-Xmx256m",
                        "-XX:MaxDirectMemorySize=256m",
                        "-XX:+UseSerialGC",
                        QUICK_START);
        command.addAll(
                List.of(
                        "host",
                        "--memory-limit",
                        Long.toString(memoryBytes + windowBytes),
                        "--preallocate",
                        Long.toString(memoryBytes),
                        "--dirty-log",
                        dirtyLog.name().toLowerCase(Locale.ROOT),
                        "--traces",
                        tracesDirectory.toString(),
                        "--stop-at-end-of-input"));
        return command;
    }
}
