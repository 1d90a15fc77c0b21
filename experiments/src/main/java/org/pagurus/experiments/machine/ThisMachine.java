package org.pagurus.experiments.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What this machine is, as far as Linux says so. */
public final class ThisMachine {
    private static final Path CPUINFO = Path.of("/proc/cpuinfo");
    private static final Path MEMINFO = Path.of("/proc/meminfo");
    private static final Pattern MODEL = Pattern.compile("model name\\s*: (.{1,200})");
    private static final Pattern TOTAL = Pattern.compile("MemTotal: +([0-9]{1,15}) kB");

    private ThisMachine() {}

    /** The processor in words; its architecture where nothing more is known. */
    public static String cpu() {
        return find(CPUINFO, MODEL, System.getProperty("os.arch"));
    }

    public static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** All memory, in bytes; 0 where it is not known. */
    public static long memoryBytes() {
        return Long.parseLong(find(MEMINFO, TOTAL, "0")) << 10;
    }

    private static String find(Path file, Pattern pattern, String otherwise) {
        try {
            return find(Files.readAllLines(file, StandardCharsets.ISO_8859_1), pattern, otherwise);
        } catch (IOException e) {
            return otherwise;
        }
    }

    static String find(List<String> lines, Pattern pattern, String otherwise) {
        for (String line : lines) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.matches()) {
                return matcher.group(1).strip();
            }
        }
        return otherwise;
    }
}
