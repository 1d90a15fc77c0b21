package org.pagurus.experiments.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pagurus.transport.security.TlsFiles;
import org.pagurus.transport.security.TlsTransport;
import org.pagurus.transport.security.TransportSecurity;
import picocli.CommandLine.Option;

/** The own certificate, and whose word is taken for that of others. All three options or none. */
final class TlsOptions {
    private static final Pattern FIELD = Pattern.compile("[a-z]+[A-Za-z]*(?=: )");

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "The own certificate, in PEM (default: none, and no TLS).")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key, in PEM.")
    private @Nullable Path key;

    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            description = "The authority whose certificates are believed, in PEM.")
    private @Nullable Path authority;

    /** The files, or null for no TLS. */
    @Nullable TlsFiles files() throws CommandException {
        if (certificate == null && key == null && authority == null) {
            return null;
        }
        if (certificate == null || key == null || authority == null) {
            String missing =
                    certificate == null ? "--tls-cert" : key == null ? "--tls-key" : "--tls-ca";
            throw new CommandException(
                    ExitCode.USAGE,
                    missing
                            + ": expected FILE, as --tls-cert, --tls-key and --tls-ca go together,"
                            + " found nothing");
        }
        return new TlsFiles(certificate, key, authority);
    }

    /** How a command connects to a host. */
    TransportSecurity forClient() throws CommandException {
        TlsFiles files = files();
        try {
            return files == null ? TransportSecurity.NONE : TlsTransport.forClient(files);
        } catch (IOException e) {
            throw wrong(e);
        }
    }

    /** A file or a name that is wrong; the message's field becomes the option that gave it. */
    static CommandException wrong(Exception e) {
        String message = String.valueOf(e.getMessage());
        Matcher field = FIELD.matcher(message);
        String line =
                field.lookingAt()
                        ? "--"
                                + field.group()
                                        .replaceAll("(?=[A-Z])", "-")
                                        .toLowerCase(Locale.ROOT)
                                + message.substring(field.end())
                        : message;
        return new CommandException(ExitCode.USAGE, line, e);
    }
}
