package org.pagurus.simulator.fault;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pagurus.engine.source.SourceAction;
import org.pagurus.guest.software.SoftwareGuest;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.memory.DirtyLog;
import org.pagurus.memory.DirtyMarker;
import org.pagurus.memory.PageBitmap;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.protocol.wire.Release;
import org.pagurus.simulator.driver.SourceTap;

/** The checkers are worth something: what a host must not do is found by the first seeds. */
class DeliberateBugsTest {
    private static final long MOST_SEEDS = 10_000;

    /** What a host must not do, and by what it may show. */
    private enum Bug {
        CLEARS_THE_BITMAP_AFTER_READING(
                ClearsAfterReading::new,
                "same memory",
                "plain reasons",
                "no acknowledged write lost"),
        RELEASES_BEFORE_THE_JOURNAL(ReleasesBeforeJournal::new, "one running guest", "one owner"),
        RESUMES_ON_TIME_OUT(ResumesOnTimeOut::new, "one running guest", "one owner");

        private final Supplier<SourceTap> tap;
        private final Set<String> checkers;

        Bug(Supplier<SourceTap> tap, String... checkers) {
            this.tap = tap;
            this.checkers = Set.of(checkers);
        }
    }

    @ParameterizedTest
    @EnumSource(Bug.class)
    void isFoundWithinTenThousandSeeds(Bug bug) {
        TrialMemory memory = new TrialMemory();
        Shrinker.Runner runner = plan -> Trial.run(plan, memory, bug.tap.get(), null);
        TrialResult found = null;
        long seed = 0;
        while (found == null && ++seed <= MOST_SEEDS) {
            TrialResult result = runner.run(PlanMaker.plan(seed));
            found = result.violation() == null ? null : result;
        }
        assertNotNull(found, () -> bug + " is not found by " + MOST_SEEDS + " seeds");
        TrialResult shortest = Shrinker.shrink(found, runner);
        System.out.println(bug + " is found\n" + ViolationText.of(found, runner));
        assertNotNull(shortest.violation());
        assertTrue(
                bug.checkers.contains(shortest.violation().checker()),
                () -> bug + " shows by " + shortest.violation());
        // Without the bug the same plan is harmless.
        assertTrue(Trial.run(found.plan(), memory).violation() == null);
    }

    /** Reports what was written as harvested, but clears it when the round was read. */
    private static final class ClearsAfterReading implements SourceTap {
        private @Nullable LateLog log;

        @Override
        public DirtyLog dirtyLog(DirtyLog own) {
            LateLog late = new LateLog(own);
            log = late;
            return late;
        }

        @Override
        public void perform(
                SourceAction action, SoftwareGuest guest, Consumer<SourceAction> perform) {
            perform.accept(action);
            if (action instanceof SourceAction.Send send && send.message().hasRoundEnd()) {
                log.clear(guest.memory().pageCount());
            }
        }
    }

    private static final class LateLog implements DirtyLog {
        private final DirtyLog own;

        /** Reported, and not cleared yet. */
        private long[] reported = {};

        LateLog(DirtyLog own) {
            this.own = own;
        }

        @Override
        public void start() {
            own.start();
        }

        @Override
        public long harvest(PageBitmap dirty) {
            reported = new long[dirty.wordCount()];
            own.peek(0, reported);
            for (int i = 0; i < reported.length; i++) {
                dirty.orWord(i, reported[i]);
            }
            return Arrays.stream(reported).map(Long::bitCount).sum();
        }

        void clear(long pages) {
            PageBitmap marked = new PageBitmap(pages);
            own.harvest(marked);
            for (long page = 0; page < pages; page++) {
                if (marked.get(page) && !isReported(page)) {
                    ((DirtyMarker) own).mark(page);
                }
            }
            reported = new long[0];
        }

        private boolean isReported(long page) {
            int word = (int) (page / Long.SIZE);
            return word < reported.length && (reported[word] >>> page & 1) != 0;
        }

        @Override
        public void peek(int firstWord, long[] marks) {
            own.peek(firstWord, marks);
            for (int i = 0; i < marks.length && firstWord + i < reported.length; i++) {
                marks[i] &= ~reported[firstWord + i];
            }
        }

        @Override
        public void stop() {
            own.stop();
        }
    }

    /** Sends RELEASE before RELEASED is written. */
    private static final class ReleasesBeforeJournal implements SourceTap {
        @Override
        public DirtyLog dirtyLog(DirtyLog own) {
            return own;
        }

        @Override
        public void perform(
                SourceAction action, SoftwareGuest guest, Consumer<SourceAction> perform) {
            if (action instanceof SourceAction.Append append
                    && append.record().step() == Step.RELEASED) {
                JournalRecord released = append.record();
                perform.accept(
                        new SourceAction.Send(
                                ControlMessage.newBuilder()
                                        .setToken(released.token().toBytes())
                                        .setRelease(Release.getDefaultInstance())
                                        .build()));
            }
            perform.accept(action);
        }
    }

    /** Lets a released guest run on when the destination could not be asked a few times. */
    private static final class ResumesOnTimeOut implements SourceTap {
        private static final int TRIES = 3;

        private boolean released;
        private int tries;

        @Override
        public DirtyLog dirtyLog(DirtyLog own) {
            return own;
        }

        @Override
        public void perform(
                SourceAction action, SoftwareGuest guest, Consumer<SourceAction> perform) {
            if (action instanceof SourceAction.Append append) {
                released = append.record().step() == Step.RELEASED;
            } else if (action instanceof SourceAction.Reconnect && released && ++tries == TRIES) {
                guest.resume();
            }
            perform.accept(action);
        }
    }
}
