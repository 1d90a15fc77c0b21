package org.pagurus.journal;

import java.io.IOException;

/** A journal that cannot be used: one line that names the file, what was expected and found. */
public final class JournalException extends IOException {
    private static final long serialVersionUID = 1L;

    JournalException(String message) {
        super(message);
    }

    JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
