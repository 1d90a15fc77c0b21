package org.pagurus.guest.traced;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.GuestFactory;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.software.MachineMemory;
import org.pagurus.guest.software.SoftwareGuest;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.memory.MemorySource;
import org.pagurus.memory.Page;

/**
 * Makes guests of kind {@code traced}. Every host has the same traces in a directory, each in a
 * directory of its name; they stand for the disk that a real guest's hosts share.
 */
public final class TracedGuests implements GuestFactory {
    public static final String KIND = "traced";

    private final Path tracesDirectory;
    private final LongSupplier nanoTime;
    private final MemorySource memorySource;
    private final boolean stepped;

    /**
     * @param tracesDirectory where this host keeps its traces
     * @param nanoTime the clock that guests pace themselves by, such as {@link System#nanoTime}
     */
    public TracedGuests(Path tracesDirectory, LongSupplier nanoTime, MemorySource memorySource) {
        this(tracesDirectory, nanoTime, memorySource, false);
    }

    private TracedGuests(
            Path tracesDirectory,
            LongSupplier nanoTime,
            MemorySource memorySource,
            boolean stepped) {
        this.tracesDirectory = tracesDirectory;
        this.nanoTime = nanoTime;
        this.memorySource = memorySource;
        this.stepped = stepped;
    }

    /** Makes {@link SoftwareGuest}s whose vCPUs run when they are told, on a virtual clock. */
    public static TracedGuests stepped(
            Path tracesDirectory, LongSupplier nanoTime, MemorySource memorySource) {
        return new TracedGuests(tracesDirectory, nanoTime, memorySource, true);
    }

    /** The description of a guest that replays a trace. */
    public static GuestDescription describe(
            String name, NicAddress nic, TraceDirectory trace, TracedConfig config) {
        return new GuestDescription(name, KIND, config.memoryBytes(trace), nic, config.toBytes());
    }

    @Override
    public SoftwareGuest create(GuestDescription description, DirtyLogKind dirtyLog)
            throws GuestException {
        TracedConfig config = TracedConfig.fromBytes(description.configuration());
        TraceDirectory trace = open(config);
        if (description.memoryBytes() != config.memoryBytes(trace)) {
            throw new GuestException(
                    "memoryBytes must be the "
                            + config.memoryBytes(trace)
                            + " of trace "
                            + trace.name()
                            + " with its service but is "
                            + description.memoryBytes());
        }
        MachineMemory memory = MachineMemory.open(description, dirtyLog, memorySource);
        TraceReplay replay =
                new TraceReplay(
                        trace,
                        config.dirtyFactorPermille(),
                        config.seed(),
                        memory.memory().segment(),
                        memory.marker());
        return new SoftwareGuest(
                description,
                new SoftwareGuest.Parts(
                        memory,
                        Page.count(config.serviceBytes()),
                        trace::loadBase,
                        List.of(replay),
                        nanoTime,
                        stepped));
    }

    private TraceDirectory open(TracedConfig config) throws GuestException {
        Path directory = tracesDirectory.resolve(config.trace());
        if (!Files.isDirectory(directory)) {
            throw new GuestException(
                    "trace "
                            + config.trace()
                            + " is missing on this host: no such directory among its traces");
        }
        TraceDirectory trace = TraceDirectory.open(directory);
        if (!trace.name().equals(config.trace())) {
            throw new GuestException(
                    "trace "
                            + config.trace()
                            + ": field name of its trace.json must be the same but is "
                            + trace.name());
        }
        if (!trace.finalSha256().equals(config.finalSha256())) {
            throw new GuestException(
                    "trace "
                            + config.trace()
                            + " differs on this host: field final_sha256 must be "
                            + config.finalSha256()
                            + " but is "
                            + trace.finalSha256());
        }
        return trace;
    }
}
