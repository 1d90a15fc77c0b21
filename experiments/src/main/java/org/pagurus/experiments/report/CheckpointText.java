package org.pagurus.experiments.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.pagurus.transport.command.HostReply.Restored;
import org.pagurus.transport.command.HostReply.Saved;

/** What a person is told of a checkpoint. Every line is ended. */
public final class CheckpointText {
    private CheckpointText() {}

    public static String of(Saved saved) {
        return new TextTable("ll")
                        .row("file", saved.file())
                        .row("size", size(saved.fileBytes(), saved.memoryBytes()))
                        .row(
                                "rounds",
                                saved.rounds() + ", " + Units.count(saved.pages()) + " pages")
                        .row("time", Units.seconds(saved.durationNs()) + " s")
                        .row("pause", Units.milliseconds(saved.pauseNs()) + " ms")
                        .render()
                + "guest "
                + saved.guest()
                + " is saved and runs on\n";
    }

    public static String of(Restored restored) {
        Instant savedAt = Instant.ofEpochMilli(restored.savedAtMs());
        return new TextTable("ll")
                        .row("file", restored.file())
                        .row("size", size(restored.fileBytes(), restored.memoryBytes()))
                        .row("saved at", savedAt.truncatedTo(ChronoUnit.SECONDS).toString())
                        .row("time", Units.seconds(restored.durationNs()) + " s")
                        .render()
                + "guest "
                + restored.guest()
                + " runs\n";
    }

    private static String size(long fileBytes, long memoryBytes) {
        return Units.mebibytes(fileBytes)
                + " MiB for "
                + Units.mebibytes(memoryBytes)
                + " MiB of memory";
    }
}
