package org.pagurus.guest.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.software.PauseGate;
import org.pagurus.guest.software.wire.WorkloadState;
import org.pagurus.memory.Page;

/** Steps a vCPU by hand, on a clock that only the test moves. */
class WorkloadTest {
    private static final long MS = 1_000_000;
    private static final WorkingSet WORKING_SET = new WorkingSet(1, 1, 1000);

    /** What was written, in order: page and stamp in turn. */
    private final List<Long> written = new ArrayList<>();

    private final List<Long> marked = new ArrayList<>();

    @Test
    void writesAtItsRateWhenSteppedWhenDue() {
        Workload workload = workload("uniform", 100L << 20);
        long nowNs = 0;
        while (nowNs < 1_000 * MS) {
            nowNs = Math.min(1_000 * MS, Math.max(nowNs, workload.step(nowNs)));
        }
        workload.step(nowNs);
        assertEquals((100L << 20) / Page.SIZE_BYTES, marked.size());
    }

    @Test
    void asksToGoOnAtOnceWhenMoreThanABatchIsDue() {
        Workload workload = workload("uniform", 1L << 30);
        assertTrue(workload.step(10 * MS) <= 10 * MS);
        assertEquals(PauseGate.MAX_BATCH_PAGES, marked.size());
    }

    @Test
    void aStepBeforeTheTimeWritesNothing() {
        Workload workload = workload("uniform", 1L << 20);
        long dueNs = workload.step(0);
        workload.step(dueNs - 1);
        assertEquals(0, marked.size());
        workload.step(dueNs);
        assertEquals(1, marked.size());
    }

    @Test
    void catchesUpATenthOfASecondAndNoMore() {
        Workload workload = workload("uniform", 1000 * Page.SIZE_BYTES);
        while (workload.step(60_000 * MS) <= 60_000 * MS) {
            assertTrue(marked.size() <= 100, "pages written " + marked.size());
        }
        assertEquals(100, marked.size());
    }

    @Test
    void doesNotMakeUpForAnIdlePhase() {
        Workload workload = workload("phased:idle@1s+uniform@1s", 1000 * Page.SIZE_BYTES);
        for (long nowNs = 0; nowNs < 1_000 * MS; nowNs += 10 * MS) {
            workload.step(nowNs);
        }
        assertEquals(0, marked.size());
        workload.step(1_000 * MS);
        assertEquals(10, marked.size());
    }

    @Test
    void marksEachPageAfterWritingIt() {
        Workload workload = workload("sequential", 1L << 20);
        workload.step(50 * MS);
        List<Long> expected = new ArrayList<>();
        for (long i = 0; i < marked.size(); i++) {
            assertEquals(1 + i, marked.get((int) i));
            expected.add(1 + i);
            expected.add(1 + i);
        }
        assertEquals(expected, written);
    }

    @Test
    void goesOnInAnotherGuestWhereItWas() throws GuestException {
        Workload uninterrupted = workload("hotcold", 10L << 20);
        for (int ms = 0; ms <= 200; ms++) {
            uninterrupted.step(ms * MS);
        }
        List<Long> expected = List.copyOf(written);
        written.clear();
        Workload first = workload("hotcold", 10L << 20);
        for (int ms = 0; ms <= 77; ms++) {
            first.step(ms * MS);
        }
        Workload second = workload("hotcold", 10L << 20);
        second.load(first.save(), 77 * MS);
        for (int ms = 78; ms <= 200; ms++) {
            second.step(ms * MS);
        }
        assertEquals(expected, written);
    }

    @Test
    void sharesAWorkingSetAmongVcpusWithoutOverlap() {
        List<Long> pages = new ArrayList<>();
        for (int vcpu = 0; vcpu < 3; vcpu++) {
            WorkingSet share = WorkingSet.share(1, 10, 3, vcpu);
            for (long i = 0; i < share.pageCount(); i++) {
                pages.add(share.page(i));
            }
        }
        pages.sort(null);
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L), pages);
    }

    @Test
    void refusesAHostileState() {
        assertRefused(ByteString.copyFromUtf8("\u0001\u0002"), "must be a WorkloadState");
        assertRefused(WorkloadState.getDefaultInstance().toByteString(), "sequence must have 1");
        WorkloadState.Builder state = WorkloadState.newBuilder().addSequence(3);
        assertRefused(state.clone().setWrites(-1).build().toByteString(), "writes must be");
        assertRefused(state.clone().setUpdatedNs(101).build().toByteString(), "updated_ns must be");
        assertRefused(
                state.clone().setCredit(Long.MAX_VALUE).build().toByteString(), "credit must be");
        assertRefused(
                state.clone().setSequence(0, 1000).build().toByteString(), "sequence: position");
    }

    private void assertRefused(ByteString state, String message) {
        Workload workload = workload("sequential", 1 << 20);
        GuestException error = assertThrows(GuestException.class, () -> workload.load(state, 100));
        assertTrue(String.valueOf(error.getMessage()).startsWith(message), error.getMessage());
    }

    private Workload workload(String spec, long rateBytesPerSecond) {
        return new Workload(
                "test",
                WORKING_SET,
                PageSequences.create(Workloads.parse(spec), WORKING_SET.pageCount(), 3),
                new RateBudget(rateBytesPerSecond),
                (page, stamp) -> {
                    written.add(page);
                    written.add(stamp);
                },
                page -> {
                    assertEquals(page, written.get(written.size() - 2));
                    marked.add(page);
                });
    }
}
