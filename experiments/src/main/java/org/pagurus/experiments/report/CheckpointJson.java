package org.pagurus.experiments.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import org.pagurus.transport.command.HostReply.Restored;
import org.pagurus.transport.command.HostReply.Saved;

/** What became of a checkpoint, as one JSON object, for scripts. Names carry their units. */
public final class CheckpointJson {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private CheckpointJson() {}

    public static String of(Saved saved) {
        return write(saved);
    }

    public static String of(Restored restored) {
        return write(restored);
    }

    private static String write(Object record) {
        try {
            return JSON.writeValueAsString(record) + "\n";
        } catch (JsonProcessingException e) {
            throw new AssertionError("a record of numbers and text can be written", e);
        }
    }
}
