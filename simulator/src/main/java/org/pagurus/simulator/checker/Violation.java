package org.pagurus.simulator.checker;

/** Something does not hold that must. */
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String checker;

    /**
     * @param checker who has found it
     * @param what was found, in one line
     */
    public Violation(String checker, String what) {
        super(what);
        this.checker = checker;
    }

    /** Something that no code should throw. */
    public Violation(Throwable cause) {
        super(String.valueOf(cause), cause);
        checker = "no exception";
    }

    public String checker() {
        return checker;
    }
}
