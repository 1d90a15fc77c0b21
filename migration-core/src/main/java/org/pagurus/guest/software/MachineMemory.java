package org.pagurus.guest.software;

import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestException;
import org.pagurus.memory.DirtyLog;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.memory.DirtyLogUnavailableException;
import org.pagurus.memory.DirtyLogs;
import org.pagurus.memory.DirtyMarker;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.MemorySource;
import org.pagurus.memory.linux.LinuxCallException;

/** A guest's memory with its dirty log; closing it stops the log and gives the memory back. */
public record MachineMemory(GuestMemory memory, DirtyLog dirtyLog, DirtyMarker marker)
        implements AutoCloseable {
    /**
     * Empty memory for a guest.
     *
     * @throws GuestException when this host has no such memory or no such dirty log
     */
    public static MachineMemory open(
            GuestDescription description, DirtyLogKind kind, MemorySource source)
            throws GuestException {
        GuestMemory memory;
        try {
            memory = source.allocate(description.memoryBytes());
        } catch (IllegalArgumentException | LinuxCallException | OutOfMemoryError e) {
            throw new GuestException("memoryBytes: " + e.getMessage(), e);
        }
        try {
            DirtyLogs.Opened opened = DirtyLogs.open(kind, memory);
            return new MachineMemory(memory, opened.log(), opened.marker());
        } catch (DirtyLogUnavailableException e) {
            memory.close();
            throw new GuestException(
                    "dirty log " + kind + " cannot be used here: " + e.reason(), e);
        }
    }

    @Override
    public void close() {
        try {
            dirtyLog.stop();
        } finally {
            memory.close();
        }
    }
}
