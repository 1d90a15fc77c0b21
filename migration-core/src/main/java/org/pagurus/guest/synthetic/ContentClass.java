package org.pagurus.guest.synthetic;

/**
 * What a page looks like, for a codec. Beside each class, how many times smaller zstd 1 and LZ4
 * make such a page.
 */
public enum ContentClass {
    /** All zero; half of such pages that are written to hold one word. */
    ZERO("zero"),
    /** Zero but for a few words: 35 and 30. */
    SPARSE("sparse"),
    /** Lines of a log: words, numbers, ASCII: 2.9 and 2.0. */
    TEXT("text"),
    /** Objects: headers, pointers, small numbers, short strings, gaps: 2.2 and 1.7. */
    HEAP("heap"),
    /** Nothing to gain: encrypted or compressed data: 1 and 1. */
    RANDOM("random"),
    /** Records of numbers that are alike in their upper bits: 3.5 and 2.0. */
    ARRAY("array");

    private final String label;

    ContentClass(String label) {
        this.label = label;
    }

    /** The name a person types. */
    public String label() {
        return label;
    }
}
