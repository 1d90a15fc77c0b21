package org.pagurus.experiments.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The demo in a process of its own. */
public final class DemoProcess {
    private DemoProcess() {}

    /**
     * Runs it once.
     *
     * @param options of the demo's command line
     * @return its report
     * @throws IllegalStateException when it did not complete, or lost something
     */
    public static JsonNode run(List<String> options) throws IOException, InterruptedException {
        Path json = Files.createTempFile("pagurus-bench", ".json");
        Path output = Files.createTempFile("pagurus-bench", ".txt");
        try {
            // As scripts/demo: the hosts are processes of their own.
            List<String> command =
                    JavaCommand.of(
                            "org.pagurus.experiments.cli.Pagurus", "-XX:TieredStopAtLevel=1");
            command.addAll(List.of("demo", "--json", json.toString()));
            command.addAll(options);
            Process demo =
                    new ProcessBuilder(command)
                            .redirectOutput(output.toFile())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            int status = demo.waitFor();
            if (status != 0) {
                throw new IllegalStateException(
                        "the demo ended with status " + status + ":\n" + Files.readString(output));
            }
            return new ObjectMapper().readTree(json.toFile());
        } finally {
            Files.deleteIfExists(json);
            Files.deleteIfExists(output);
        }
    }
}
