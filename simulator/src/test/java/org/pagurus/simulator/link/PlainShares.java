package org.pagurus.simulator.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Max-min fair rates, from the start each time, transfer by transfer. */
final class PlainShares {
    private PlainShares() {}

    /** The rate of each transfer. */
    static Map<Transfer, Double> fill(Collection<Transfer> transfers, Map<Transfer, Double> caps) {
        Map<Transfer, Double> rates = new HashMap<>();
        Set<Transfer> rising = new HashSet<>(transfers);
        while (!rising.isEmpty()) {
            double level = Double.POSITIVE_INFINITY;
            Map<Link, Double> levels = new HashMap<>();
            for (Transfer transfer : rising) {
                level = Math.min(level, caps.get(transfer));
                for (Link link : transfer.path().links()) {
                    double share = levels.computeIfAbsent(link, full -> share(full, rising, rates));
                    level = Math.min(level, share);
                }
            }
            List<Transfer> held = new ArrayList<>();
            for (Transfer transfer : rising) {
                double most = caps.get(transfer);
                for (Link link : transfer.path().links()) {
                    most = Math.min(most, levels.get(link));
                }
                if (most <= level * (1 + 1e-12)) {
                    held.add(transfer);
                }
            }
            for (Transfer transfer : held) {
                rates.put(transfer, level);
                rising.remove(transfer);
            }
        }
        return rates;
    }

    private static double share(Link link, Set<Transfer> rising, Map<Transfer, Double> rates) {
        double left = link.capacityBytesPerSecond();
        int count = 0;
        for (Map.Entry<Transfer, Double> held : rates.entrySet()) {
            if (held.getKey().path().links().contains(link)) {
                left -= held.getValue();
            }
        }
        for (Transfer transfer : rising) {
            if (transfer.path().links().contains(link)) {
                count++;
            }
        }
        return Math.max(0, left / count);
    }
}
