package org.pagurus.experiments.bench.compression;

import java.util.List;

/**
 * What the best choice of a codec for each page alone would give, known in hindsight. Neither long
 * windows nor copies of other pages are among its choices, so a coding that uses them may do
 * better.
 *
 * @param leastBytes on the wire, heads included
 * @param bounds no choice delivers the image sooner
 * @param leastIntervalBytes the same for each interval, with the versions before it at hand
 */
public record OracleResult(long leastBytes, List<Delivery> bounds, List<Long> leastIntervalBytes) {
    public OracleResult {
        bounds = List.copyOf(bounds);
        leastIntervalBytes = List.copyOf(leastIntervalBytes);
    }
}
