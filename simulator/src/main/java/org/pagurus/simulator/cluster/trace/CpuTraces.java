package org.pagurus.simulator.cluster.trace;

import java.util.Arrays;
import org.pagurus.simulator.cluster.CpuDemand;

/**
 * CPU traces of guests. With fewer traces than guests they are dealt in turn, a trace that is over
 * starts again. Immutable.
 *
 * <p>The values of one sample lie in a row, in the order of the guests, as a cluster takes them.
 */
public final class CpuTraces implements CpuDemand {
    public static final int INTERVAL_SECONDS = 300;
    public static final int SAMPLES_PER_DAY = 24 * 3600 / INTERVAL_SECONDS;

    /** How many samples a trace has. */
    private final int[] lengths;

    /** The place of a trace in the rows: longer ones are first, so that each row is full. */
    private final int[] places;

    private final byte[][] rows;

    /** Takes percentages of 0 to 100, one array a trace, none empty. */
    CpuTraces(byte[][] traces) {
        lengths = Arrays.stream(traces).mapToInt(trace -> trace.length).toArray();
        places = new int[traces.length];
        int[] byLength = byFallingLength();
        rows = new byte[lengths[byLength[0]]][];
        int width = traces.length;
        for (int sample = 0; sample < rows.length; sample++) {
            while (lengths[byLength[width - 1]] <= sample) {
                width--;
            }
            rows[sample] = new byte[width];
        }
        for (int place = 0; place < places.length; place++) {
            int trace = byLength[place];
            places[trace] = place;
            for (int sample = 0; sample < lengths[trace]; sample++) {
                rows[sample][place] = traces[trace][sample];
            }
        }
    }

    /** The traces, the longest first; equals by number. */
    private int[] byFallingLength() {
        long[] keys = new long[lengths.length];
        for (int trace = 0; trace < keys.length; trace++) {
            keys[trace] = (long) (Integer.MAX_VALUE - lengths[trace]) << Integer.SIZE | trace;
        }
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }

    public int count() {
        return lengths.length;
    }

    @Override
    public int percent(int guest, int sample) {
        int trace = guest < lengths.length ? guest : guest % lengths.length;
        int length = lengths[trace];
        return rows[sample < length ? sample : sample % length][places[trace]];
    }
}
