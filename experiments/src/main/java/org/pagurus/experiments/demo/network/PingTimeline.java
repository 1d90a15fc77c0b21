package org.pagurus.experiments.demo.network;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code ping -D} prints (iputils), a line at a time: when its answers came, and which are
 * missing. Reads no clock. Guarded by its owner.
 */
final class PingTimeline {
    private static final Pattern ANSWER =
            Pattern.compile(
                    "\\[([0-9]{1,10})\\.([0-9]{6})\\] [0-9]+ bytes from .*icmp_seq=([0-9]{1,5}) .*");
    private static final String DUPLICATE = "(DUP!)";
    private static final long NS_PER_SECOND = 1_000_000_000;
    private static final long NS_PER_US = 1_000;

    /** The sequence number on the wire and in the output has 16 bits. */
    private static final int SEQUENCE_MASK = 0xffff;

    private boolean started;
    private int highestSequence;
    private long lastNs;
    private long sent;
    private long answered;
    private long duplicates;
    private long longestGapNs;

    /** Takes in a line; those that are no answers say nothing here. */
    void line(String text) {
        Matcher matcher = ANSWER.matcher(text);
        if (!matcher.matches()) {
            return;
        }
        if (text.endsWith(DUPLICATE)) {
            duplicates++;
            return;
        }
        answer(
                Long.parseLong(matcher.group(1)) * NS_PER_SECOND
                        + Long.parseLong(matcher.group(2)) * NS_PER_US,
                Integer.parseInt(matcher.group(3)));
    }

    private void answer(long atNs, int sequence) {
        answered++;
        if (!started) {
            started = true;
            sent = 1;
            highestSequence = sequence;
            lastNs = atNs;
            return;
        }
        longestGapNs = Math.max(longestGapNs, atNs - lastNs);
        lastNs = atNs;
        // An answer that is late has a lower number than the highest, by less than half of all.
        int ahead = (sequence - highestSequence) & SEQUENCE_MASK;
        if (ahead <= SEQUENCE_MASK / 2) {
            sent += ahead;
            highestSequence = sequence;
        }
    }

    /** Requests from the first that was answered to the last. */
    long sent() {
        return sent;
    }

    long answered() {
        return answered;
    }

    long duplicates() {
        return duplicates;
    }

    /**
     * The longest time between two answers, or from the last one until now.
     *
     * @param nowNs nanoseconds since 1970, as in the output
     */
    long longestGapNs(long nowNs) {
        return started ? Math.max(longestGapNs, nowNs - lastNs) : 0;
    }
}
