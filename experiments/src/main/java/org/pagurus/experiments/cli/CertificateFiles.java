package org.pagurus.experiments.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import org.pagurus.transport.certificate.Credential;
import picocli.CommandLine.Option;

/** Where certificates and keys are: {@code NAME.crt} and {@code NAME.key} in one directory. */
final class CertificateFiles {
    static final String AUTHORITY = "authority";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description =
                    "Where the files are, NAME.crt and NAME.key; the authority's are called "
                            + AUTHORITY
                            + Shown.DEFAULT)
    private Path directory = Path.of(".");

    @Option(names = "--overwrite", description = "Replace files that are there already.")
    private boolean overwrite;

    Path certificate(String name) {
        return directory.resolve(name + ".crt");
    }

    Path key(String name) {
        return directory.resolve(name + ".key");
    }

    void check() throws CommandException {
        CommandException.expect(
                Files.isDirectory(directory), "--directory", "a directory", directory);
    }

    /** Writes both, the key readable by its owner alone; says in one line what was made. */
    String write(String name, Credential credential) throws CommandException {
        try {
            credential.write(certificate(name), key(name), overwrite);
        } catch (FileAlreadyExistsException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "--directory: " + e.getMessage() + "; --overwrite replaces it",
                    e);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED, "--directory: " + name + " can't be written: " + e, e);
        }
        Date end = credential.certificate().getNotAfter();
        return certificate(name) + " is valid until " + DAY.format(end.toInstant());
    }
}
