package org.pagurus.experiments.plan.words;

import java.util.ArrayList;
import java.util.List;
import org.pagurus.guest.Throttled;

/** For {@code virsh migrate}: rates in MiB a second, the downtime limit in milliseconds. */
public final class VirshWords {
    private static final long MIB = 1 << 20;

    private VirshWords() {}

    public static Wording of(Wanted wanted) {
        List<String> options = new ArrayList<>(List.of("virsh migrate --live --persistent"));
        List<String> differences = new ArrayList<>(QemuWords.differences(wanted));
        long mib = Math.max(1, wanted.linkRateBytesPerSecond() / MIB);
        options.add("--bandwidth " + mib);
        if (mib * MIB != wanted.linkRateBytesPerSecond()) {
            differences.add(
                    "bandwidth is in whole MiB a second: "
                            + mib
                            + " in place of "
                            + wanted.linkRateBytesPerSecond()
                            + " bytes");
        }
        if (wanted.throttles()) {
            options.add("--auto-converge --auto-converge-initial 20 --auto-converge-increment 10");
            if (wanted.choice().maxThrottlePercent() < Throttled.MAX_PERCENT) {
                differences.add(
                        "the most that the guest may be throttled has no option: it is "
                                + Throttled.MAX_PERCENT
                                + " %");
            }
        }
        QemuCompression compression = wanted.compression();
        if (compression == QemuCompression.XBZRLE) {
            options.add("--compressed --comp-methods xbzrle");
        } else {
            options.add(
                    "--parallel --parallel-connections " + wanted.choice().encoding().streams());
        }
        if (compression.zstdLevel() > 0) {
            options.add(
                    "--compressed --comp-methods zstd --comp-zstd-level "
                            + compression.zstdLevel());
        }
        options.add("DOMAIN qemu+ssh://HOST/system");
        differences.removeIf(line -> line.startsWith("time limit"));
        differences.add(
                "time limit "
                        + wanted.timeLimitSeconds()
                        + " s has no option that gives up: --timeout suspends the guest then, virsh"
                        + " domjobabort gives up by hand");
        if (compression == QemuCompression.NONE) {
            differences.add("pages of zeros are always found: zero-page-detection has no option");
        }
        return new Wording(
                "virsh",
                List.of(
                        String.join(" ", options),
                        "virsh migrate-setmaxdowntime DOMAIN " + wanted.downtimeLimitMs()),
                differences);
    }
}
