package org.pagurus.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MigrationTextTest {
    @Test
    void showsRoundsDowntimeAndWhatAClientSaw() {
        assertEquals(
                """
                round       pages    zero  skipped    MiB  seconds  ratio  MiB/s  dirtied  repeated  pending  throttle
                0         261,339  52,336      805  817.0    2.008   1.25  407.0    4,123         0    4,123       0 %
                1           3,810     231      313   14.0    0.065   1.06  215.4      696       626      696      20 %
                2 paused      318      27        0    1.1    0.017   1.13   64.7        -         -        -      20 %

                codecs, of pages and of bytes: raw 79.8 % and 99.9 %, zero 19.8 % and 0.0 %, lz4 0.4 % and 0.1 %, xbzrle 0.0 % and 0.0 %

                downtime                        ms
                  pause                      1.000
                  last harvest               0.629
                  last pages                20.164
                  device state               3.216
                  digest                     0.000
                  verify                     0.000
                  journal                    2.668
                  resume                     0.968
                  messages and waiting       3.107
                  sum                       31.752
                expected before the pause   21.130
                limit                      300.000

                total time           2.325 s
                bytes sent           832.1 MiB for 1,024.0 MiB of memory, 208.4 MiB saved by codecs
                dirty log            kernel
                network downtime     47.462 ms from the last reply of the source to the first of the destination
                client               3,716 requests answered, 338 sent again, longest other gap 85.999 ms
                acknowledged writes  1,569, lost 0
                memory               identical on both hosts

                completed: expected downtime 22 ms is within the limit of 300 ms
                """,
                MigrationText.of(Reports.COMPLETED, "kernel", Reports.CLIENT));
    }

    @Test
    void showsWhatAPingSawAndWhoSpokeOnTheBridge() {
        String text = MigrationText.of(Reports.COMPLETED, "kernel", Reports.PINGED_CLIENT);
        assertTrue(
                text.contains(
                        """
                        ping                 longest gap 61.250 ms, 1,202 of 1,203 answered, 0 twice
                        bridge               0 frames of the old host's after the first of the new one's
                        client               3,716 requests"""),
                text);
    }

    @Test
    void showsNoDowntimeOfAGuestThatStayed() {
        assertEquals(
                """
                round    pages    zero  skipped    MiB  seconds  ratio  MiB/s  dirtied  repeated  pending  throttle
                0      261,339  52,336      805  817.0    2.008   1.25  407.0    4,123         0    4,123       0 %
                1        3,810     231      313   14.0    0.065   1.06  215.4      696       626      696      20 %

                codecs, of pages and of bytes: raw 79.8 % and 99.9 %, zero 19.8 % and 0.0 %, lz4 0.4 % and 0.1 %

                total time  2.073 s
                bytes sent  831.0 MiB for 1,024.0 MiB of memory, 208.3 MiB saved by codecs
                dirty log   software
                connection  lost and resumed 2 times, away for 1.204 s

                failed: no convergence after 2 rounds
                """,
                MigrationText.of(Reports.FAILED, "software", null));
    }
}
