package org.pagurus.memory;

/** A dirty log of some kind was asked for where there is none. */
public final class DirtyLogUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final DirtyLogKind kind;
    private final String reason;

    DirtyLogUnavailableException(DirtyLogKind kind, String reason) {
        super("dirty log " + kind + " cannot be used here: " + reason);
        this.kind = kind;
        this.reason = reason;
    }

    public DirtyLogKind kind() {
        return kind;
    }

    /** One line. */
    public String reason() {
        return reason;
    }
}
