package org.pagurus.experiments.scenario.read;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.pagurus.convergence.RateLimiter;
import org.pagurus.convergence.XenRateLimiter;
import org.pagurus.experiments.option.ByteRate;
import org.pagurus.experiments.scenario.yaml.ScalarForm;
import org.pagurus.experiments.scenario.yaml.ScalarType;

/**
 * A rate limiter as a person types it: {@code none}, {@code xen}, or {@code
 * xen:12.5MB,6.25MB,62.5MB,125MB}: round 0, above the dirty rate, pre-copy at most, last round.
 */
final class LimiterType {
    private static final String NONE = "none";
    private static final String XEN = "xen";
    private static final int RATES = 4;

    static final ScalarType<RateLimiter> TYPE =
            ScalarType.of(
                            "none, xen, or xen with the rates of round 0, above the dirty rate, of"
                                    + " pre-copy at most and of the last round, such as"
                                    + " xen:12.5MB,6.25MB,62.5MB,125MB",
                            new ScalarForm.Text("none|xen(:[^,]+(,[^,]+){3})?"),
                            LimiterType::parse)
                    .writtenBy(LimiterType::written);

    private LimiterType() {}

    private static RateLimiter parse(String text) {
        if (text.equals(NONE)) {
            return RateLimiter.NONE;
        }
        if (text.equals(XEN)) {
            return XenRateLimiter.OF_2005;
        }
        Types.require(text.startsWith(XEN + ":"));
        List<Long> rates =
                Arrays.stream(text.substring(XEN.length() + 1).split(",", -1))
                        .map(rate -> ByteRate.parse(rate).bytesPerSecond())
                        .toList();
        Types.require(rates.size() == RATES);
        return new XenRateLimiter(rates.get(0), rates.get(1), rates.get(2), rates.get(3));
    }

    private static String written(RateLimiter limiter) {
        if (!(limiter instanceof XenRateLimiter xen)) {
            return NONE;
        }
        return DoubleStream.of(
                        xen.startBytesPerSecond(),
                        xen.incrementBytesPerSecond(),
                        xen.maximumBytesPerSecond(),
                        xen.stopAndCopyBytesPerSecond())
                .mapToObj(rate -> new ByteRate((long) rate).toString())
                .collect(Collectors.joining(",", XEN + ":", ""));
    }
}
