package org.pagurus.simulator.driver;

import java.util.function.Consumer;
import org.pagurus.engine.source.SourceAction;
import org.pagurus.guest.software.SoftwareGuest;
import org.pagurus.memory.DirtyLog;

/** Stands between a source's engine and its guest, and may do otherwise than it is told. */
public interface SourceTap {
    /** Does as it is told. */
    SourceTap NONE =
            new SourceTap() {
                @Override
                public DirtyLog dirtyLog(DirtyLog own) {
                    return own;
                }

                @Override
                public void perform(
                        SourceAction action, SoftwareGuest guest, Consumer<SourceAction> perform) {
                    perform.accept(action);
                }
            };

    /** The dirty log that the engine sees. */
    DirtyLog dirtyLog(DirtyLog own);

    /**
     * The engine asks for something.
     *
     * @param guest the source's
     * @param perform does it
     */
    void perform(SourceAction action, SoftwareGuest guest, Consumer<SourceAction> perform);
}
