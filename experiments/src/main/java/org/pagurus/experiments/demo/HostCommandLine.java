package org.pagurus.experiments.demo;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How the demo starts a host daemon: with this process's own Java and class path. */
final class HostCommandLine {
    private static final String MAIN_CLASS = "org.pagurus.experiments.cli.Pagurus";
    private static final long MIB = 1 << 20;

    /** What a daemon needs beside what grows with the guest's memory. */
    private static final long BASE_HEAP_MIB = 256;

    /** Hashes, bitmaps and the like take less than 32 bytes for a page of 4096. */
    private static final long MEMORY_PER_HEAP = 128;

    private HostCommandLine() {}

    static List<String> of(DemoOptions options, InetSocketAddress virtualSwitch) {
        long memoryBytes = options.guest().memoryBytes();
        long heapMib = BASE_HEAP_MIB + memoryBytes / MIB / MEMORY_PER_HEAP;
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx" + heapMib + "m",
                "-XX:MaxDirectMemorySize=256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                MAIN_CLASS,
                "host",
                "--listen",
                "127.0.0.1:0",
                "--switch",
                virtualSwitch.getAddress().getHostAddress() + ":" + virtualSwitch.getPort(),
                "--memory-limit",
                Long.toString(memoryBytes),
                "--preallocate",
                Long.toString(memoryBytes),
                "--dirty-log",
                options.dirtyLog().name().toLowerCase(Locale.ROOT),
                "--traces",
                options.tracesDirectory().toString(),
                "--stop-at-end-of-input");
    }
}
