package org.pagurus.experiments.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.pagurus.report.MigrationReport;

/** What the exit status of every command says. */
public enum ExitCode {
    OK(0, "done; a migration was completed"),
    FAILED(1, "failed or was refused; a guest that was to migrate still runs on the source"),
    USAGE(2, "wrong usage; nothing was done"),
    CANCELLED(3, "the migration was cancelled; the guest still runs on the source"),
    LOST(
            4,
            "the guest moved, but memory differs, a write was lost or the client got no answer; or a"
                    + " guest's memory is broken"),
    UNREACHABLE(5, "no host daemon was reached, or its connection broke"),
    INTERRUPTED(130, "interrupted; runs that were finished are kept");

    private final int status;
    private final String meaning;

    ExitCode(int status, String meaning) {
        this.status = status;
        this.meaning = meaning;
    }

    /** What a migration's end comes to. */
    static ExitCode of(MigrationReport report) {
        return switch (report.outcome()) {
            case COMPLETED -> Boolean.TRUE.equals(report.memoryIdentical()) ? OK : LOST;
            case CANCELLED -> CANCELLED;
            case FAILED -> FAILED;
        };
    }

    public int status() {
        return status;
    }

    /** For {@code --help}: status to meaning, in order. */
    static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (ExitCode code : values()) {
            meanings.put(Integer.toString(code.status), code.meaning);
        }
        return meanings;
    }
}
