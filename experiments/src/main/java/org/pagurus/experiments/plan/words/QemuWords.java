package org.pagurus.experiments.plan.words;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * For QEMU's machine protocol (QMP), as its {@code qapi/migration.json} has it from version 9.0 on:
 * rates in bytes a second, the downtime limit in milliseconds, throttling in percent.
 */
public final class QemuWords {
    /** QEMU's own steps, which the policy {@code qemu} takes too. */
    private static final int THROTTLE_INITIAL_PERCENT = 20;

    private static final int THROTTLE_INCREMENT_PERCENT = 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private QemuWords() {}

    public static Wording of(Wanted wanted) {
        return new Wording(
                "qemu",
                List.of(write(capabilities(wanted)), write(parameters(wanted))),
                differences(wanted));
    }

    /** QEMU sends over one stream what it codes against the version sent last. */
    private static boolean isMultifd(Wanted wanted) {
        return wanted.compression() != QemuCompression.XBZRLE;
    }

    private static ObjectNode capabilities(Wanted wanted) {
        ObjectNode command = JSON.createObjectNode();
        command.put("execute", "migrate-set-capabilities");
        ObjectNode arguments = command.putObject("arguments");
        capability(arguments, "auto-converge", wanted.throttles());
        capability(arguments, "multifd", isMultifd(wanted));
        capability(arguments, "xbzrle", !isMultifd(wanted));
        capability(arguments, "postcopy-ram", false);
        return command;
    }

    private static void capability(ObjectNode arguments, String name, boolean state) {
        ObjectNode capability = arguments.withArray("capabilities").addObject();
        capability.put("capability", name);
        capability.put("state", state);
    }

    private static ObjectNode parameters(Wanted wanted) {
        ObjectNode command = JSON.createObjectNode();
        command.put("execute", "migrate-set-parameters");
        ObjectNode parameters = command.putObject("arguments");
        parameters.put("max-bandwidth", wanted.linkRateBytesPerSecond());
        parameters.put("downtime-limit", wanted.downtimeLimitMs());
        if (wanted.throttles()) {
            parameters.put("cpu-throttle-initial", THROTTLE_INITIAL_PERCENT);
            parameters.put("cpu-throttle-increment", THROTTLE_INCREMENT_PERCENT);
            parameters.put("max-cpu-throttle", wanted.choice().maxThrottlePercent());
        }
        QemuCompression compression = wanted.compression();
        if (isMultifd(wanted)) {
            parameters.put("multifd-channels", wanted.choice().encoding().streams());
            parameters.put("multifd-compression", compression.zstdLevel() > 0 ? "zstd" : "none");
            if (compression.zstdLevel() > 0) {
                parameters.put("multifd-zstd-level", compression.zstdLevel());
            }
            parameters.put(
                    "zero-page-detection",
                    compression == QemuCompression.NONE ? "none" : "multifd");
        } else {
            parameters.put("xbzrle-cache-size", cacheBytes(wanted));
            parameters.put("zero-page-detection", "legacy");
        }
        return command;
    }

    /** QEMU wants a power of two. */
    private static long cacheBytes(Wanted wanted) {
        return Long.highestOneBit(
                wanted.choice().toSettings(wanted.memoryBytes(), 0, 1).deltaCacheBytes());
    }

    static List<String> differences(Wanted wanted) {
        List<String> differences = new ArrayList<>();
        String selector = wanted.choice().encoding().selector();
        if (!wanted.compression().same()) {
            differences.add(
                    "selector "
                            + selector
                            + " has no counterpart: zstd at level 1 comes nearest, and traffic will"
                            + " differ");
        }
        if (!wanted.isQemuPolicy()) {
            differences.add(
                    "policy "
                            + wanted.choice().policy()
                            + " has no counterpart: QEMU stops as soon as it expects less than the"
                            + " downtime limit, so its downtime is nearer to the limit, and it does"
                            + " not give up by itself");
            if (wanted.throttles()) {
                differences.add(
                        "QEMU throttles in its own steps, not by a forecast: it may throttle more");
            }
        }
        if (wanted.compression().zstdLevel() > 0) {
            differences.add(
                    "compression threads have no counterpart: each multifd channel has its own"
                            + " thread");
        }
        differences.add(
                "time limit "
                        + wanted.timeLimitSeconds()
                        + " s has no counterpart: whoever migrates sends migrate_cancel");
        return differences;
    }

    private static String write(ObjectNode command) {
        try {
            return JSON.writeValueAsString(command);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of numbers and text can be written", e);
        }
    }
}
