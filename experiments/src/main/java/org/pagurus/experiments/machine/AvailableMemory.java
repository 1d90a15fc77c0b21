package org.pagurus.experiments.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory this machine can still give, as far as Linux says so. */
public final class AvailableMemory {
    private static final Path MEMINFO = Path.of("/proc/meminfo");
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable: +([0-9]{1,15}) kB");

    private AvailableMemory() {}

    /** In bytes; empty where it is not known. */
    public static OptionalLong bytes() {
        try {
            return parse(Files.readAllLines(MEMINFO));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** What the lines of {@code /proc/meminfo} say. */
    static OptionalLong parse(List<String> lines) {
        for (String line : lines) {
            Matcher matcher = AVAILABLE.matcher(line);
            if (matcher.matches()) {
                return OptionalLong.of(Long.parseLong(matcher.group(1)) << 10);
            }
        }
        return OptionalLong.empty();
    }
}
