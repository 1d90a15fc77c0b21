package org.pagurus.experiments.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.pagurus.experiments.process.JavaCommand;

/** Runs the demo in fresh processes and reads its report. */
final class DemoReports {
    private DemoReports() {}

    /**
     * @param options of the demo
     * @throws IllegalStateException when the demo does not end well
     */
    static JsonNode run(List<String> options) throws IOException, InterruptedException {
        Path json = Files.createTempFile("pagurus-demo", ".json");
        try {
            // As scripts/demo: the hosts are processes of their own.
            List<String> command =
                    JavaCommand.of(
                            "org.pagurus.experiments.cli.Pagurus", "-XX:TieredStopAtLevel=1");
            command.addAll(List.of("demo", "--json", json.toString()));
            command.addAll(options);
            Process demo =
                    new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            int status = demo.waitFor();
            if (status != 0) {
                throw new IllegalStateException("the demo ended with status " + status);
            }
            return new ObjectMapper().readTree(json.toFile());
        } finally {
            Files.deleteIfExists(json);
        }
    }
}
