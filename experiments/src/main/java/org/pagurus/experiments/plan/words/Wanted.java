package org.pagurus.experiments.plan.words;

import org.pagurus.codec.select.Coding;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.experiments.plan.Choice;

/**
 * What is to be put into words.
 *
 * @param memoryBytes of the guest
 */
public record Wanted(
        Choice choice, long linkRateBytesPerSecond, long timeLimitNs, long memoryBytes) {
    private static final long NS_PER_MS = 1_000_000;
    private static final long NS_PER_SECOND = 1_000_000_000;

    /** Whole milliseconds, 1 or more: tools know nothing finer. */
    long downtimeLimitMs() {
        return Math.max(1, choice.downtimeLimitNs() / NS_PER_MS);
    }

    /** Whole seconds, rounded up. */
    long timeLimitSeconds() {
        return Math.ceilDiv(timeLimitNs, NS_PER_SECOND);
    }

    boolean throttles() {
        return choice.maxThrottlePercent() > 0;
    }

    boolean isQemuPolicy() {
        return choice.policy().equals("qemu");
    }

    /** What of the selector QEMU has too. */
    QemuCompression compression() {
        SelectorKind selector = SelectorKind.parse(choice.encoding().selector());
        Coding coding = selector.coding();
        if (selector.name() == SelectorKind.Name.NONE) {
            return QemuCompression.NONE;
        }
        if (coding == null) {
            return QemuCompression.NEAREST;
        }
        return switch (coding) {
            case ZSTD_1 -> QemuCompression.ZSTD_1;
            case ZSTD_3 -> QemuCompression.ZSTD_3;
            case XBZRLE -> QemuCompression.XBZRLE;
            case RAW -> QemuCompression.ZERO_PAGES;
            case SPARSE, WKDM, LZ4, ZSTD_FAST, WINDOW, PREFIX -> QemuCompression.NEAREST;
        };
    }
}
