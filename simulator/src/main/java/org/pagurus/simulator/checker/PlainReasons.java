package org.pagurus.simulator.checker;

import java.util.regex.Pattern;
import org.pagurus.report.Outcome;
import org.pagurus.simulator.driver.Happening;

/**
 * Honest hosts find nothing wrong with what the other says, whatever the link does, unless frames
 * are damaged; and whoever looks at the memory after a migration finds it as it was sent.
 */
final class PlainReasons extends Checker {
    private static final Pattern BLAME =
            Pattern.compile(
                    "\\b(frame|page|round|roundEnd|lastRoundEnd|setup|resumed?|memory)[\\w.\\[\\]]*: "
                            + "|control.body: (?!RESUME may not come in state (Idle|Unknown|Refus))"
                            + "|the destination sent ");

    private final boolean damages;

    /**
     * @param damages whether frames are damaged on the way
     */
    PlainReasons(boolean damages) {
        super("plain reasons");
        this.damages = damages;
    }

    @Override
    public void happened(Happening what) {
        switch (what) {
            case Happening.FrameRefused refused ->
                    expect(
                            damages,
                            "a frame was refused that nobody damaged: "
                                    + refused.field()
                                    + ": "
                                    + refused.reason());
            case Happening.Ended ended -> {
                if (ended.report().outcome() != Outcome.COMPLETED && !damages) {
                    String reason = ended.report().reason();
                    expect(!BLAME.matcher(reason).find(), reason);
                }
                if (ended.report().outcome() == Outcome.COMPLETED) {
                    expect(
                            !Boolean.FALSE.equals(ended.report().memoryIdentical()),
                            "the audit found pages that differ");
                }
            }
            default -> {}
        }
    }
}
