package org.pagurus.experiments.demo;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How the demo starts a host daemon: with this process's own Java and class path. */
final class HostCommandLine {
    private static final String MAIN_CLASS = "org.pagurus.experiments.cli.Pagurus";

    private HostCommandLine() {}

    static List<String> of(DemoOptions options, InetSocketAddress virtualSwitch) {
        long memoryBytes = options.guest().memoryBytes();
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx256m",
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
