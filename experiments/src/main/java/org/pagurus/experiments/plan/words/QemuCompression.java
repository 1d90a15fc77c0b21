package org.pagurus.experiments.plan.words;

/** How QEMU makes pages smaller. */
enum QemuCompression {
    /** Every page in full, those of zeros too. */
    NONE(0, true),

    /** Every page in full, but those of zeros. */
    ZERO_PAGES(0, true),

    ZSTD_1(1, true),
    ZSTD_3(3, true),

    /** Against the version sent last, over one stream. */
    XBZRLE(0, true),

    /** There is nothing like it; zstd at its fastest comes nearest. */
    NEAREST(1, false);

    private final int zstdLevel;
    private final boolean same;

    QemuCompression(int zstdLevel, boolean same) {
        this.zstdLevel = zstdLevel;
        this.same = same;
    }

    /** The level of multifd's zstd; 0 for none. */
    int zstdLevel() {
        return zstdLevel;
    }

    /** Whether it is what was asked for. */
    boolean same() {
        return same;
    }
}
