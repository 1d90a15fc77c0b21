package org.pagurus.simulator.driver;

import org.pagurus.journal.JournalRecord.Step;

/** What may go wrong on a host. */
public interface HostHazards {
    /** Nothing does. */
    HostHazards NONE =
            new HostHazards() {
                @Override
                public long slowNs() {
                    return 0;
                }

                @Override
                public boolean journalFails(Step step) {
                    return false;
                }

                @Override
                public void written(Step step) {}

                @Override
                public boolean resumeFails() {
                    return false;
                }
            };

    /** How much longer than it should the host takes for its next step. */
    long slowNs();

    /** Whether a record that is about to be written cannot be: the disk is full. */
    boolean journalFails(Step step);

    /** A record was written. */
    void written(Step step);

    /** Whether a guest that has come cannot be resumed. */
    boolean resumeFails();
}
