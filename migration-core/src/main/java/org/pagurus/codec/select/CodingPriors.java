package org.pagurus.codec.select;

import org.pagurus.codec.profile.DeltaClass;
import org.pagurus.codec.profile.PageClass;
import org.pagurus.memory.Page;

/**
 * What codings took and gave on the memory of one real guest (Linux, its page cache, a key-value
 * store under load), before anything is learned about the guest at hand. Bytes and nanoseconds a
 * page.
 */
final class CodingPriors {
    /** A window takes this share of what zstd 1 takes page by page, once it is full. */
    static final double WINDOW_SCALE = 0.75;

    /** The same for a page of which the window holds another version. */
    static final double WINDOW_VERSION_SCALE = 0.15;

    /** A page in a window's block takes so many times as long as with zstd 1 alone. */
    static final double WINDOW_TIME_SCALE = 1.1;

    private static final double ZSTD_FAST_TO_LZ4 = 0.97;
    private static final double ZSTD_3_TO_1 = 0.985;
    private static final double ZSTD_FAST_TIME_TO_LZ4 = 1.4;
    private static final double ZSTD_3_TIME_TO_1 = 1.2;

    private CodingPriors() {}

    static double costNs(PageClass page, Coding coding) {
        return switch (coding) {
            case RAW -> 0;
            case SPARSE -> 450;
            case WKDM -> 2_500;
            case LZ4 -> lz4Ns(page);
            case ZSTD_FAST -> ZSTD_FAST_TIME_TO_LZ4 * lz4Ns(page);
            case ZSTD_1 -> zstdNs(page);
            case ZSTD_3 -> ZSTD_3_TIME_TO_1 * zstdNs(page);
            case WINDOW -> WINDOW_TIME_SCALE * zstdNs(page);
            case XBZRLE -> 1_000;
            case PREFIX -> 9_000;
        };
    }

    static double bytes(PageClass page, Coding coding) {
        return switch (coding) {
            case RAW, XBZRLE, PREFIX -> Page.SIZE_BYTES;
            case SPARSE -> page == PageClass.SPARSE ? 150 : Page.SIZE_BYTES;
            case WKDM -> wkdm(page);
            case LZ4 -> lz4(page);
            case ZSTD_FAST -> ZSTD_FAST_TO_LZ4 * lz4(page);
            case ZSTD_1 -> zstd(page);
            case ZSTD_3 -> ZSTD_3_TO_1 * zstd(page);
            case WINDOW -> WINDOW_SCALE * zstd(page);
        };
    }

    /** With the version sent last at hand. */
    static double deltaBytes(DeltaClass delta, Coding coding) {
        boolean prefix = coding == Coding.PREFIX;
        return switch (delta) {
            case UNCHANGED, NUDGED -> prefix ? 45 : 27;
            case TOUCHED -> prefix ? 309 : 435;
            case REWRITTEN -> prefix ? 799 : 1764;
            case MOVED -> prefix ? 627 : 3841;
            case REPLACED -> prefix ? 2608 : 3891;
            case UNKNOWN -> Page.SIZE_BYTES;
        };
    }

    private static double lz4Ns(PageClass page) {
        return switch (page) {
            case ZERO, SPARSE -> 1_000;
            case UNIFORM, INCOMPRESSIBLE -> 1_800;
            case DENSE -> 2_600;
            case REPETITIVE -> 3_500;
            case REGULAR -> 4_500;
            case STRUCTURED, SIMILAR -> 5_500;
            case TEXT, PROSE, CODE, MIXED -> 6_500;
        };
    }

    private static double zstdNs(PageClass page) {
        return switch (page) {
            case ZERO, SPARSE, UNIFORM -> 4_000;
            case REPETITIVE -> 8_500;
            case REGULAR -> 11_000;
            case STRUCTURED, SIMILAR -> 13_500;
            case TEXT, PROSE, CODE, MIXED, DENSE, INCOMPRESSIBLE -> 15_000;
        };
    }

    private static double lz4(PageClass page) {
        return switch (page) {
            case ZERO -> 27;
            case SPARSE -> 154;
            case UNIFORM -> 202;
            case REPETITIVE -> 926;
            case REGULAR -> 1360;
            case STRUCTURED -> 1947;
            case SIMILAR -> 3756;
            case TEXT -> 2166;
            case PROSE -> 2595;
            case CODE -> 2909;
            case MIXED -> 3480;
            case DENSE -> 3322;
            case INCOMPRESSIBLE -> 4025;
        };
    }

    private static double zstd(PageClass page) {
        return switch (page) {
            case ZERO -> 10;
            case SPARSE -> 126;
            case UNIFORM -> 110;
            case REPETITIVE -> 508;
            case REGULAR -> 837;
            case STRUCTURED -> 1291;
            case SIMILAR -> 2534;
            case TEXT -> 1504;
            case PROSE -> 1826;
            case CODE -> 2383;
            case MIXED -> 2893;
            case DENSE -> 3255;
            case INCOMPRESSIBLE -> 3919;
        };
    }

    private static double wkdm(PageClass page) {
        return switch (page) {
            case ZERO -> 272;
            case SPARSE -> 377;
            case UNIFORM -> 787;
            case REPETITIVE -> 1120;
            case REGULAR -> 1708;
            case STRUCTURED -> 2425;
            case SIMILAR -> 2195;
            case TEXT -> 3394;
            case PROSE -> 3898;
            case CODE -> 3870;
            case MIXED -> 4046;
            case DENSE -> 3716;
            case INCOMPRESSIBLE -> 4090;
        };
    }
}
