package org.pagurus.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pagurus.transport.net.SwitchDrop;
import org.pagurus.transport.net.SwitchStatistics;

class SwitchTextTest {
    @Test
    void leavesOutReasonsThatNeverCame() {
        assertEquals(
                """
                frames forwarded       12,345
                frames flooded              4
                MACs known                  2
                MACs moved                  1
                dropped, FRAME_LENGTH       3
                """,
                SwitchText.of(
                        new SwitchStatistics(
                                2,
                                12_345,
                                4,
                                1,
                                Map.of(SwitchDrop.FRAME_LENGTH, 3L, SwitchDrop.PORT_LIMIT, 0L),
                                List.of())));
    }
}
