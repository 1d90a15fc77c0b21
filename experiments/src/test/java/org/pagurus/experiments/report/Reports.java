package org.pagurus.experiments.report;

import java.util.List;
import org.pagurus.codec.CodecId;
import org.pagurus.experiments.client.ClientFigures;
import org.pagurus.experiments.client.PingFigures;
import org.pagurus.report.CodecCount;
import org.pagurus.report.CodecCounts;
import org.pagurus.report.DowntimeParts;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.report.RoundStatistics;

/** Reports for golden texts. */
public final class Reports {
    private static final CodecCounts CODECS_0 =
            counts(
                    new CodecCount(CodecId.RAW, 208_000, 851_968_000),
                    new CodecCount(CodecId.ZERO, 52_336, 0),
                    new CodecCount(CodecId.LZ4, 1_003, 1_003_000));
    private static final CodecCounts CODECS_1 =
            counts(
                    new CodecCount(CodecId.RAW, 3_579, 14_659_584),
                    new CodecCount(CodecId.ZERO, 231, 0));
    private static final CodecCounts CODECS_LAST =
            counts(
                    new CodecCount(CodecId.RAW, 280, 1_146_880),
                    new CodecCount(CodecId.ZERO, 27, 0),
                    new CodecCount(CodecId.XBZRLE, 11, 1_100));

    static final RoundStatistics ROUND_0 =
            new RoundStatistics(
                    0,
                    261_339,
                    52_336,
                    856_692_527,
                    2_007_577_903L,
                    805,
                    4_123,
                    0,
                    4_123,
                    0,
                    CODECS_0);
    static final RoundStatistics ROUND_1 =
            new RoundStatistics(
                    1, 3_810, 231, 14_680_064, 65_000_000, 313, 696, 626, 696, 20, CODECS_1);
    static final RoundStatistics LAST =
            new RoundStatistics(2, 318, 27, 1_153_434, 17_000_000, 0, 0, 0, 0, 20, CODECS_LAST);

    public static final MigrationReport COMPLETED =
            new MigrationReport(
                    Outcome.COMPLETED,
                    "expected downtime 22 ms is within the limit of 300 ms",
                    true,
                    2_325_000_000L,
                    31_752_031,
                    new DowntimeParts(
                            1_000_000,
                            628_545,
                            20_164_163,
                            3_216_240,
                            0,
                            0,
                            2_667_907,
                            968_020,
                            3_107_156),
                    21_130_159,
                    300_000_000,
                    0,
                    872_526_025,
                    CODECS_0.plus(CODECS_1).plus(CODECS_LAST),
                    1L << 30,
                    52_366,
                    630_638,
                    0,
                    0,
                    List.of(ROUND_0, ROUND_1, LAST));

    public static final MigrationReport FAILED =
            new MigrationReport(
                    Outcome.FAILED,
                    "no convergence after 2 rounds",
                    null,
                    2_072_577_903L,
                    0,
                    DowntimeParts.NONE,
                    519_000_000,
                    300_000_000,
                    570_000_000,
                    871_372_591,
                    CODECS_0.plus(CODECS_1),
                    1L << 30,
                    52_366,
                    630_638,
                    2,
                    1_204_000_000,
                    List.of(ROUND_0, ROUND_1));

    public static final ClientFigures CLIENT =
            new ClientFigures(3_716, 338, 1_569, 0, 0, 47_462_059, 85_999_000, null);

    static final ClientFigures PINGED_CLIENT =
            new ClientFigures(
                    3_716,
                    338,
                    1_569,
                    0,
                    0,
                    47_462_059,
                    85_999_000,
                    new PingFigures(1_203, 1_202, 0, 61_250_000, 0, 0));

    private Reports() {}

    private static CodecCounts counts(CodecCount... counts) {
        return new CodecCounts(List.of(counts));
    }
}
