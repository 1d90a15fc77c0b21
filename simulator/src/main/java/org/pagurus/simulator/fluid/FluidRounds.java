package org.pagurus.simulator.fluid;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.pagurus.codec.CodecId;
import org.pagurus.report.CodecCount;
import org.pagurus.report.CodecCounts;
import org.pagurus.report.RoundStatistics;

/**
 * What the rounds did, and the link rate learned from them, as the engine's round book learns it.
 */
final class FluidRounds {
    private static final long RATE_SAMPLE_BYTES = 1 << 20;
    private static final double RATE_WEIGHT = 0.5;
    private static final double NS_PER_SECOND = 1e9;

    private static final CodecId[] CODECS = CodecId.values();

    private final List<RoundStatistics> rounds = new ArrayList<>();
    private final List<RoundStatistics> view = Collections.unmodifiableList(rounds);
    private long bytes;
    private double linkRateBytesPerSecond;
    private int throttlePercent;

    List<RoundStatistics> all() {
        return view;
    }

    int throttlePercent() {
        return throttlePercent;
    }

    void throttle(int percent) {
        throttlePercent = percent;
    }

    /** Measured lately, end to end; 0 before the first round. */
    double linkRateBytesPerSecond() {
        return linkRateBytesPerSecond;
    }

    void end(RoundTally tally, long durationNs) {
        measureRate(tally.bytes, durationNs);
        add(tally, durationNs);
    }

    /** The last round has no harvest behind it. */
    void endLast(RoundTally tally, long durationNs) {
        tally.dirtiedPages = 0;
        tally.repeatedPages = 0;
        tally.pendingPages = 0;
        add(tally, durationNs);
    }

    long bytes() {
        return bytes;
    }

    /** All pages sent so far, by codec. */
    CodecCounts codecs() {
        long[] codecPages = new long[CODECS.length];
        long[] codecBytes = new long[CODECS.length];
        for (RoundStatistics round : rounds) {
            for (CodecCount count : round.codecs().byCodec()) {
                codecPages[count.codec().ordinal()] += count.pages();
                codecBytes[count.codec().ordinal()] += count.bytes();
            }
        }
        List<CodecCount> counts = new ArrayList<>();
        for (CodecId codec : CODECS) {
            int index = codec.ordinal();
            if (codecPages[index] > 0) {
                counts.add(new CodecCount(codec, codecPages[index], codecBytes[index]));
            }
        }
        return new CodecCounts(counts);
    }

    private void add(RoundTally tally, long durationNs) {
        rounds.add(tally.statistics(rounds.size(), durationNs, throttlePercent));
        bytes += tally.bytes;
    }

    private void measureRate(long roundBytes, long durationNs) {
        double measured = Math.max(1, roundBytes * NS_PER_SECOND / Math.max(1, durationNs));
        if (linkRateBytesPerSecond == 0) {
            linkRateBytesPerSecond = measured;
        } else if (roundBytes >= RATE_SAMPLE_BYTES) {
            linkRateBytesPerSecond += RATE_WEIGHT * (measured - linkRateBytesPerSecond);
        }
    }
}
