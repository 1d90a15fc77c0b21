package org.pagurus.codec.profile;

/**
 * Pages that codecs treat alike, so that what a codec took for some says what it will take for the
 * next. Beside each class are the bytes that LZ4, zstd 1 and WKdm make of such a page, on average
 * over the memory of a real guest: Linux, its page cache and a key-value store, 256 MiB.
 *
 * <p>The thresholds were chosen on that memory, for classes that differ in these bytes and are
 * alike within: zero pages left out, the class explains 0.93, 0.95 and 0.92 of the variance of the
 * bytes there. Of the pages that the guest changed in the seconds after, on which nothing was
 * chosen, it explains 0.93, 0.93 and 0.84. Other guests were not measured, and their bytes will
 * differ: learn them. The thresholds are round numbers; moving one by a tenth costs 0.014 at most.
 */
public enum PageClass {
    /** Every byte is zero. */
    ZERO,
    /** At most an eighth of the words is not zero: 154, 126, 377. */
    SPARSE,
    /** Nearly all repeats: 202, 110, 787. */
    UNIFORM,
    /** Most repeats, as in tables of small records: 926, 508, 1120. */
    REPETITIVE,
    /** More than half repeats: 1360, 837, 1708. */
    REGULAR,
    /** About half repeats, as in arrays of objects: 1947, 1291, 2425. */
    STRUCTURED,
    /** Little repeats but words' upper bits, as in arrays of numbers: 3756, 2534, 2195. */
    SIMILAR,
    /** Few byte values, and some of it repeats, as in log lines: 2166, 1504, 3394. */
    TEXT,
    /** Few byte values, and less of it repeats: 2595, 1826, 3898. */
    PROSE,
    /** Many byte values, and some of it repeats, as in machine code: 2909, 2383, 3870. */
    CODE,
    /** Many byte values, and little repeats: 3480, 2893, 4046. */
    MIXED,
    /** Most byte values, and some of it repeats, as in packed tables: 3322, 3255, 3716. */
    DENSE,
    /** Most byte values, and little repeats, as in compressed files: 4025, 3919, 4090. */
    INCOMPRESSIBLE;

    private static final int SPARSE_ZERO_WORDS = PageFeatures.WORDS * 7 / 8;

    private static final int UNIFORM_REPEATS = 232;
    private static final int REPETITIVE_REPEATS = 192;
    private static final int REGULAR_REPEATS = 160;
    private static final int STRUCTURED_REPEATS = 104;
    private static final int TEXT_REPEATS = 72;

    /** Below, little repeats. Of random bytes about 15 sequences do, and hardly ever 30. */
    private static final int SOME_REPEATS = 36;

    /** From here on, where little repeats, WKdm makes a page smaller than zstd 1 does. */
    private static final int SIMILAR_WORDS = 160;

    private static final int FEW_BYTE_VALUES = 48;
    private static final int MANY_BYTE_VALUES = 72;

    /** Whether a page is {@link #ZERO} or {@link #SPARSE}, which its zeros alone tell. */
    public static boolean isSparse(PageFeatures page) {
        return page.zeroWords() >= SPARSE_ZERO_WORDS;
    }

    /** The class of such a page. Features are asked for one by one, as they are needed. */
    public static PageClass of(PageFeatures page) {
        int zeroWords = page.zeroWords();
        if (zeroWords >= SPARSE_ZERO_WORDS) {
            return zeroWords == PageFeatures.WORDS ? ZERO : SPARSE;
        }
        int repeats = page.repeats();
        if (repeats >= STRUCTURED_REPEATS) {
            return ofMuchRepeated(repeats);
        }
        return repeats >= SOME_REPEATS ? ofSomeRepeated(repeats, page) : ofLittleRepeated(page);
    }

    private static PageClass ofMuchRepeated(int repeats) {
        if (repeats >= UNIFORM_REPEATS) {
            return UNIFORM;
        }
        if (repeats >= REPETITIVE_REPEATS) {
            return REPETITIVE;
        }
        return repeats >= REGULAR_REPEATS ? REGULAR : STRUCTURED;
    }

    private static PageClass ofSomeRepeated(int repeats, PageFeatures page) {
        int byteValues = page.byteValues();
        if (byteValues <= FEW_BYTE_VALUES) {
            return repeats >= TEXT_REPEATS ? TEXT : PROSE;
        }
        return byteValues <= MANY_BYTE_VALUES ? CODE : DENSE;
    }

    private static PageClass ofLittleRepeated(PageFeatures page) {
        int byteValues = page.byteValues();
        if (byteValues > MANY_BYTE_VALUES) {
            return INCOMPRESSIBLE;
        }
        if (page.similarWords() >= SIMILAR_WORDS) {
            return SIMILAR;
        }
        return byteValues <= FEW_BYTE_VALUES ? PROSE : MIXED;
    }
}
