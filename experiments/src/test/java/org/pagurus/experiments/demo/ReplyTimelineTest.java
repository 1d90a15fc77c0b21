package org.pagurus.experiments.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyTimelineTest {
    private final ReplyTimeline timeline = new ReplyTimeline();

    @Test
    void networkDowntimeIsLastReplyOfTheOldToFirstReplyOfTheNew() {
        record(1_000, 0, 1, 1);
        record(1_300, 0, 2, 2);
        assertEquals(ReplyTimeline.Verdict.NEWER_GENERATION, record(9_000, 1, 3, 3));
        record(9_100, 1, 4, 4);
        assertEquals(ReplyTimeline.Verdict.NEWER_GENERATION, record(9_500, 3, 5, 5));
        assertEquals(
                List.of(new GenerationChange(0, 1, 7_700), new GenerationChange(1, 3, 400)),
                timeline.changes());
    }

    @Test
    void theLongestGapLeavesMovesOut() {
        record(0, 0, 1, 1);
        record(500, 0, 2, 2);
        record(9_000, 1, 3, 3);
        record(9_200, 1, 4, 4);
        assertEquals(500, timeline.longestGapNs());
    }

    @Test
    void theClientsOwnPauseIsNoGap() {
        record(0, 0, 1, 1);
        timeline.resumeAt(5_000);
        record(5_200, 0, 2, 2);
        assertEquals(200, timeline.longestGapNs());
    }

    @Test
    void anOldReplyToARequestFromBeforeTheMoveIsLate() {
        record(0, 0, 1, 1);
        record(100, 1, 1, 2);
        assertEquals(ReplyTimeline.Verdict.LATE, record(200, 0, 2, 3));
        assertEquals(1, timeline.lateReplies());
        assertEquals(1, timeline.changes().size());
    }

    @Test
    void anOldReplyToARequestFromAfterTheMoveMeansTwoGuests() {
        record(0, 0, 1, 1);
        record(100, 1, 2, 2);
        assertEquals(ReplyTimeline.Verdict.TWO_GUESTS, record(200, 0, 3, 3));
        assertEquals(ReplyTimeline.Verdict.SAME_GENERATION, record(300, 1, 3, 3));
        assertEquals(200, timeline.longestGapNs());
    }

    @Test
    void generationsAreUnsigned() {
        record(0, Integer.MAX_VALUE, 1, 1);
        assertEquals(ReplyTimeline.Verdict.NEWER_GENERATION, record(100, Integer.MIN_VALUE, 2, 2));
    }

    private ReplyTimeline.Verdict record(
            long atNs, int generation, long requestId, long lastSentId) {
        return timeline.record(atNs, generation, requestId, lastSentId);
    }
}
