package org.pagurus.engine.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.protocol.wire.Prepared;
import org.pagurus.protocol.wire.Running;
import org.pagurus.report.DowntimeParts;

class SwitchoverTest {
    /** Paused at 100, harvested at 130, all sent at 200, prepared at 260, journaled at 270. */
    private static Switchover switchover(
            long savedNs, long verifiedNs, long loadNs, long digestNs) {
        Switchover s = new Switchover();
        s.paused(90, 100);
        s.harvested(130);
        s.saved(savedNs);
        if (verifiedNs > 0) {
            s.verified(verifiedNs);
        }
        s.allSent(200);
        s.prepared(
                260, Prepared.newBuilder().setDeviceLoadNs(loadNs).setDigestNs(digestNs).build());
        s.journaled(270);
        return s;
    }

    private static final Running RUNNING =
            Running.newBuilder().setJournalNs(4).setResumeNs(6).build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // saved | verified | load | digest || pages | devices | digest | verify
                "  140   | 0        | 20   | 0       | 100   | 30      | 0      | 0 ",
                "  140   | 0        | 20   | 5       | 95    | 30      | 5      | 0 ",
                "  140   | 190      | 20   | 30      | 20    | 30      | 0      | 80",
                "  190   | 140      | 20   | 30      | 20    | 70      | 0      | 40",
                "  130   | 0        | 0    | 0       | 130   | 0       | 0      | 0 ",
                "  140   | 0        | 999  | 0       | 60    | 70      | 0      | 0 ",
                "  140   | 0        | 999  | 50      | 60    | 20      | 50     | 0 ",
            })
    void countsWhatHappensAtTheSameTimeOnce(
            long savedNs,
            long verifiedNs,
            long loadNs,
            long remoteDigestNs,
            long pagesNs,
            long devicesNs,
            long digestNs,
            long verifyNs) {
        DowntimeParts parts =
                switchover(savedNs, verifiedNs, loadNs, remoteDigestNs).parts(300, RUNNING);
        assertEquals(
                new DowntimeParts(
                        10, 30, pagesNs, devicesNs, digestNs, verifyNs, 10 + 4, 6, 30 - 10),
                parts);
    }

    @Test
    void downtimeRunsFromThePauseToTheResume() {
        assertEquals(210, switchover(140, 0, 0, 0).downtimeNs(300));
    }

    @ParameterizedTest
    @CsvSource({"300, 300", "270, 270", "269, 270", "-5, 270", "350, 350", "351, 350"})
    void guestRanBehindTheJournalAndBeforeItWasHeardOf(long claimedNs, long plausibleNs) {
        assertEquals(plausibleNs, switchover(140, 0, 0, 0).plausible(claimedNs, 350));
    }

    @Test
    void lastRoundEndsWithTheWordThatAllIsThere() {
        assertEquals(130, switchover(140, 0, 0, 0).lastRoundNs());
    }
}
