package org.pagurus.experiments.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pagurus.journal.FileJournal;
import org.pagurus.journal.Journal;
import org.pagurus.journal.JournalException;
import org.pagurus.journal.MemoryJournal;

/** A daemon's journal: in its directory, or as long-lived as its process. */
record StateOption(Journal journal, @Nullable FileJournal file) implements AutoCloseable {
    /**
     * @param directory null for none
     * @param err takes what a person should know of it
     */
    static StateOption open(@Nullable Path directory, PrintWriter err) throws CommandException {
        if (directory == null) {
            err.println(
                    "pagurus: --state: none given; who owns which guest is forgotten when this"
                            + " daemon ends");
            err.flush();
            return new StateOption(new MemoryJournal(), null);
        }
        try {
            FileJournal file =
                    FileJournal.open(
                            directory,
                            notice -> {
                                err.println("pagurus: --state: " + notice);
                                err.flush();
                            });
            return new StateOption(file, file);
        } catch (JournalException e) {
            String line = String.valueOf(e.getMessage());
            throw new CommandException(
                    ExitCode.FAILED, (line.startsWith("state: ") ? "--" : "--state: ") + line, e);
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
