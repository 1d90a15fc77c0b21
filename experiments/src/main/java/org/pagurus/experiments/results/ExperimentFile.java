package org.pagurus.experiments.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code experiment.json}: what a folder is of. Runs of one scenario, one seed and one version
 * belong together; others don't come into the same folder.
 */
public final class ExperimentFile {
    private static final int FORMAT = 1;
    private static final int MAX_SHOWN_CHARS = 80;

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * What runs depend on.
     *
     * @param pagurus this software's version
     * @param fields what the scenario's file says, by path; the seed among them
     * @param files what other files hold that the scenario names: a digest by name
     */
    public record Identity(String pagurus, Map<String, String> fields, Map<String, String> files) {}

    private ExperimentFile() {}

    /**
     * Makes a folder for an experiment, or sees to it that it is one for this experiment.
     *
     * @throws ResultsException when it can't be made, has other files, or is of something else:
     *     then the message says what differs
     */
    public static void open(Path folder, Identity identity) throws ResultsException {
        Path file = folder.resolve(ResultFiles.EXPERIMENT);
        try {
            if (Files.exists(file)) {
                expectSame(folder, file, identity);
                return;
            }
            Files.createDirectories(folder);
            expectEmpty(folder);
        } catch (IOException e) {
            throw new ResultsException(
                    folder + ": expected a folder that can be written but found: " + e, e);
        }
        String text = text(identity);
        ResultFiles.replace(file, out -> out.write(text));
    }

    /** A process that was killed in the folder's first moments may have left a part. */
    private static void expectEmpty(Path folder) throws IOException, ResultsException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names =
                    files.map(file -> String.valueOf(file.getFileName()))
                            .filter(name -> !name.equals(ResultFiles.EXPERIMENT + ResultFiles.PART))
                            .sorted()
                            .toList();
            if (!names.isEmpty()) {
                throw new ResultsException(
                        folder
                                + ": expected an empty folder, or results of this scenario, but"
                                + " found other files, such as "
                                + names.getFirst());
            }
        }
    }

    private static void expectSame(Path folder, Path file, Identity here)
            throws IOException, ResultsException {
        Identity there = read(file);
        List<String> differences = new ArrayList<>();
        differ("the version of pagurus", there.pagurus, here.pagurus, differences);
        differ("", there.fields, here.fields, differences);
        differ("the contents of ", there.files, here.files, differences);
        if (!differences.isEmpty()) {
            int others = differences.size() - 1;
            throw new ResultsException(
                    folder
                            + ": expected results of this scenario but found others: "
                            + differences.getFirst()
                            + (others == 0 ? "" : ", and " + others + " more differences")
                            + "; choose another folder");
        }
    }

    private static void differ(
            String what,
            Map<String, String> there,
            Map<String, String> here,
            List<String> differences) {
        Set<String> names = new LinkedHashSet<>(here.keySet());
        names.addAll(there.keySet());
        for (String name : names) {
            differ(
                    what + name,
                    there.getOrDefault(name, "left out"),
                    here.getOrDefault(name, "left out"),
                    differences);
        }
    }

    private static void differ(String what, String there, String here, List<String> differences) {
        if (!there.equals(here)) {
            differences.add(what + " is " + shown(there) + " there and " + shown(here) + " here");
        }
    }

    private static String shown(String text) {
        String cut =
                text.length() > MAX_SHOWN_CHARS ? text.substring(0, MAX_SHOWN_CHARS) + "..." : text;
        return cut.replaceAll("\\p{C}", "?");
    }

    private static String text(Identity identity) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("pagurus", identity.pagurus);
        ObjectNode fields = root.putObject("fields");
        identity.fields.forEach(fields::put);
        ObjectNode files = root.putObject("files");
        identity.files.forEach(files::put);
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of texts can be written", e);
        }
    }

    private static Identity read(Path file) throws IOException, ResultsException {
        JsonNode root;
        try {
            root = JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new ResultsException(file + ": expected JSON but found other text", e);
        }
        if (root.path("format").asInt() != FORMAT) {
            throw new ResultsException(
                    file + ": format: expected " + FORMAT + " but found " + root.path("format"));
        }
        return new Identity(
                root.path("pagurus").asText(),
                texts(root.path("fields")),
                texts(root.path("files")));
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }
}
