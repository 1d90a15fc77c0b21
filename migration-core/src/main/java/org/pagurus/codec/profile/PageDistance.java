package org.pagurus.codec.profile;

/** How far a page is from the version sent last. */
public interface PageDistance {
    /** What both say of a page without a version to compare with. */
    int NO_REFERENCE = -1;

    /** The words of 64 bits that differ, of {@value PageFeatures#WORDS}. */
    int changedWords();

    /** The runs of changed words in a row. */
    int changedRuns();
}
