package org.pagurus.experiments.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this process starts another of our own: with its own Java and its own class path. */
public final class JavaCommand {
    private JavaCommand() {}

    /**
     * The command line up to and including the main class; arguments may be added.
     *
     * @param jvmFlags beside those that all our code needs: foreign calls, and Netty's buffers
     */
    public static List<String> of(String mainClass, String... jvmFlags) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.addAll(List.of(jvmFlags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        return command;
    }
}
