package org.pagurus.memory;

import java.util.Optional;
import org.pagurus.memory.linux.KernelDirtyLog;

/** Finds out which dirty logs this host has, and opens them. */
public final class DirtyLogs {
    private DirtyLogs() {}

    /**
     * A dirty log with what belongs to it.
     *
     * @param marker what whoever writes the memory must call after each store
     */
    public record Opened(DirtyLogKind kind, DirtyLog log, DirtyMarker marker) {}

    /**
     * A log for a memory, not started. The log is stopped before the memory is closed.
     *
     * @throws DirtyLogUnavailableException when this host has no log of that kind
     */
    public static Opened open(DirtyLogKind kind, GuestMemory memory) {
        Optional<String> reason = unavailable(kind);
        if (reason.isPresent()) {
            throw new DirtyLogUnavailableException(kind, reason.get());
        }
        return switch (kind) {
            case SOFTWARE -> {
                SoftwareDirtyLog log = new SoftwareDirtyLog(memory.pageCount());
                yield new Opened(kind, log, log);
            }
            case KERNEL -> new Opened(kind, new KernelDirtyLog(memory), DirtyMarker.NONE);
        };
    }

    /**
     * The kernel's log where it can be used, as its writers are not slowed by marking, and the
     * software log otherwise; {@link #unavailable} says why.
     */
    public static DirtyLogKind preferred() {
        return unavailable(DirtyLogKind.KERNEL).isEmpty()
                ? DirtyLogKind.KERNEL
                : DirtyLogKind.SOFTWARE;
    }

    /**
     * Why a log of that kind cannot be used by this process, in one line; empty where it can. For
     * the kernel's this tries it out, which takes less than a millisecond, but a few hundred the
     * first time in a process: the JVM links the calls then.
     */
    public static Optional<String> unavailable(DirtyLogKind kind) {
        return switch (kind) {
            case SOFTWARE -> Optional.empty();
            case KERNEL -> KernelDirtyLog.unavailable();
        };
    }
}
