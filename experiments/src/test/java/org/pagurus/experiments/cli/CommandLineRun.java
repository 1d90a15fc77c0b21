package org.pagurus.experiments.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * One command, run in this process.
 *
 * @param status its exit status
 * @param out what it printed
 * @param err what it complained of
 */
record CommandLineRun(int status, String out, String err) {
    static CommandLineRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Screen screen = new Screen(new PrintWriter(out, true), new PrintWriter(err, true), false);
        int status = Pagurus.commandLine(screen).execute(arguments);
        return new CommandLineRun(status, out.toString(), err.toString());
    }
}
