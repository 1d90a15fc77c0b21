package org.pagurus.simulator.fault;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.service.KeyValueReply;
import org.pagurus.simulator.driver.Happening;
import org.pagurus.simulator.driver.VirtualHost;
import org.pagurus.simulator.kernel.Simulation;

/** Says in a line each what happens in a trial, if anybody wants to know. */
final class Trace {
    private static final int TIME_CHARS = 18;

    private final Simulation simulation;
    private final @Nullable Consumer<String> lines;

    Trace(Simulation simulation, @Nullable Consumer<String> lines) {
        this.simulation = simulation;
        this.lines = lines;
    }

    void line(String text) {
        if (lines != null) {
            String time = Moment.ms(simulation.nowNs());
            lines.accept(" ".repeat(Math.max(0, TIME_CHARS - time.length())) + time + "  " + text);
        }
    }

    void on(VirtualHost host, String text) {
        if (lines != null) {
            line(host.name() + ": " + text);
        }
    }

    void answered(VirtualHost host, KeyValueReply reply) {
        if (lines != null) {
            on(
                    host,
                    "the guest answers "
                            + reply.status()
                            + " for key "
                            + reply.key()
                            + ", version "
                            + reply.version());
        }
    }

    void happened(Happening what) {
        if (lines == null) {
            return;
        }
        switch (what) {
            case Happening.Connected e -> line("connected");
            case Happening.Disconnected e -> line("connection ended: " + e.reason());
            case Happening.Heard e -> on(e.host(), "heard " + e.message());
            case Happening.FrameTaken e ->
                    line(
                            e.damaged()
                                    ? "destination: took a damaged frame, which still means the same"
                                    : "destination: took a frame");
            case Happening.FrameRefused e ->
                    line("destination: refused a frame: " + e.field() + ": " + e.reason());
            case Happening.Written e -> on(e.host(), "wrote " + e.step());
            case Happening.Crashing e -> on(e.host(), "crashes");
            case Happening.Restarted e -> on(e.host(), "is there again");
            case Happening.Ended e ->
                    line("source: migration " + e.report().outcome() + ": " + e.report().reason());
        }
    }
}
