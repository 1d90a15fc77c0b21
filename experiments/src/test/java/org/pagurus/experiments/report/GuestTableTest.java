package org.pagurus.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pagurus.transport.command.HostReply.GuestInfo;

class GuestTableTest {
    @Test
    void linesGuestsUp() {
        assertEquals(
                """
                guest       kind            MiB  mac                ip         dirty log  place     status
                crab        synthetic     256.0  52:54:00:00:00:02  10.0.0.2   kernel     running   fine
                long-named  traced     65,536.0  52:54:00:00:00:03  10.0.0.30  software   outgoing  paused
                """,
                GuestTable.of(
                        List.of(
                                guest("crab", "synthetic", 256L << 20, 2, "kernel", "running"),
                                guest("long-named", "traced", 64L << 30, 3, "software", ""))));
    }

    @Test
    void saysWhenThereAreNone() {
        assertEquals("no guests\n", GuestTable.of(List.of()));
    }

    private static GuestInfo guest(
            String name, String kind, long memoryBytes, int number, String log, String place) {
        return new GuestInfo(
                name,
                kind,
                memoryBytes,
                "52:54:00:00:00:0" + number,
                number == 2 ? "10.0.0.2" : "10.0.0.30",
                log,
                place.isEmpty() ? "outgoing" : place,
                place.isEmpty() ? "paused" : "fine");
    }
}
