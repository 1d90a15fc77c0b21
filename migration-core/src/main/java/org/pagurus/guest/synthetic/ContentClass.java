package org.pagurus.guest.synthetic;

/** What a page looks like, for a codec. */
public enum ContentClass {
    /** All zero; half of such pages that are written to hold one word. */
    ZERO("zero"),
    /** Zero but for a few words. */
    SPARSE("sparse"),
    /** Lines of a log: words, numbers, ASCII. */
    TEXT("text"),
    /** Objects: headers, pointers, small numbers, short strings, gaps. */
    HEAP("heap"),
    /** Nothing to gain: encrypted or compressed data. */
    RANDOM("random");

    private final String label;

    ContentClass(String label) {
        this.label = label;
    }

    /** The name a person types. */
    public String label() {
        return label;
    }
}
