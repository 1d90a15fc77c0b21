package org.pagurus.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The release archive's launcher, laid out as there. {@code scripts/release} tries the archive
 * itself.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is for a POSIX shell")
@Timeout(60)
class LauncherTest {
    private record Run(int status, String output) {}

    @TempDir private Path directory;

    @BeforeEach
    void layOut() throws IOException {
        Path bin = Files.createDirectories(directory.resolve("pagurus-1.0/bin"));
        Path lib = Files.createDirectories(directory.resolve("pagurus-1.0/lib"));
        Files.copy(Path.of("src/main/assembly/bin/pagurus"), bin.resolve("pagurus"));
        executable(bin.resolve("pagurus"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath());
        try (OutputStream jar = Files.newOutputStream(lib.resolve("all.jar"))) {
            new JarOutputStream(jar, manifest).close();
        }
    }

    /** Of this process, as a manifest wants it. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(":"))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" "));
    }

    @Test
    void runsWithTheJavaOfJavaHome() throws Exception {
        Run run = launch(Map.of("JAVA_HOME", System.getProperty("java.home")), "--version");
        assertEquals(0, run.status(), run::output);
        assertTrue(run.output().startsWith("pagurus "), run::output);
        assertTrue(run.output().contains("\nJava " + Runtime.version()), run::output);
    }

    @Test
    void runsThroughALinkWithTheJavaOnThePath() throws Exception {
        Files.createSymbolicLink(
                directory.resolve("pagurus"), directory.resolve("pagurus-1.0/bin/pagurus"));
        Path scenario = Path.of("scenarios/fluid.yaml").toAbsolutePath();
        Run run =
                launch(
                        directory.resolve("pagurus"),
                        Map.of("PATH", System.getProperty("java.home") + "/bin:/usr/bin:/bin"),
                        "simulate",
                        scenario.toString());
        assertEquals(0, run.status(), run::output);
        assertTrue(run.output().contains("completed"), run::output);
    }

    @Test
    void saysWhatToInstallWhereJavaIsTooOld() throws Exception {
        Path old = Files.createDirectories(directory.resolve("old/bin")).resolve("java");
        Files.writeString(old, "#!/bin/sh\necho 'openjdk version \"21.0.2\" 2024-01-16' >&2\n");
        executable(old);
        Run run = launch(Map.of("PATH", old.getParent() + ":/usr/bin:/bin"), "--version");
        assertEquals(1, run.status(), run::output);
        assertTrue(
                run.output().startsWith("pagurus: java: expected Java 25 or newer"), run::output);
        assertEquals(1, run.output().lines().count(), run::output);
    }

    private Run launch(Map<String, String> environment, String... arguments) throws Exception {
        return launch(directory.resolve("pagurus-1.0/bin/pagurus"), environment, arguments);
    }

    private static Run launch(Path script, Map<String, String> environment, String... arguments)
            throws Exception {
        ProcessBuilder builder = new ProcessBuilder(script.toString()).redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return new Run(process.exitValue(), output);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
