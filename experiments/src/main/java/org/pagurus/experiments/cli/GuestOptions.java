package org.pagurus.experiments.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.option.ByteRate;
import org.pagurus.experiments.option.ByteSize;
import org.pagurus.experiments.option.GuestDefaults;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.synthetic.SyntheticGuests;
import org.pagurus.guest.synthetic.WorkloadSpec;
import org.pagurus.guest.synthetic.Workloads;
import org.pagurus.guest.traced.TraceDirectory;
import org.pagurus.guest.traced.TracedConfig;
import org.pagurus.guest.traced.TracedGuests;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import picocli.CommandLine.Option;

/** What a guest is made of: real memory that threads write, or a trace that is replayed. */
final class GuestOptions {
    private static final String TRACE_FILE = "trace.json";

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = "The guest's memory (default: 1GiB).")
    private @Nullable ByteSize memory;

    @Option(
            names = "--working-set",
            paramLabel = "SIZE",
            description =
                    "The part of its memory that it writes (default: 64MiB, or half the memory).")
    private @Nullable ByteSize workingSet;

    @Option(
            names = "--dirty-rate",
            paramLabel = "RATE",
            description = "How much of it is written per second (default: 50MiB/s).")
    private @Nullable ByteRate dirtyRate;

    @Option(
            names = "--workload",
            paramLabel = "WORKLOAD",
            description =
                    "Which pages are written: idle, uniform, sequential, hotcold[:10/90,90/10],"
                            + " zipf[:0.99], phased[:uniform@5s+idle@1s] or invariant (default:"
                            + " hotcold).")
    private @Nullable WorkloadSpec workload;

    @Option(
            names = "--contents",
            paramLabel = "MIX",
            description =
                    "What the pages look like, in percent; array=N for records of numbers is another"
                            + " class (default: zero=20,sparse=10,text=20,heap=40,random=10).")
    private @Nullable ContentMix contents;

    @Option(
            names = "--trace",
            paramLabel = "DIR",
            description =
                    "Replay the page trace in this directory instead; its memory is the guest's.")
    private @Nullable Path trace;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of all random choices" + Shown.DEFAULT)
    private long seed = 1;

    long seed() {
        return seed;
    }

    /** The directory that holds the trace's, for {@code --traces} of a host; null without one. */
    @Nullable Path tracesDirectory() {
        return trace == null ? null : trace.toAbsolutePath().normalize().getParent();
    }

    /** Refuses what says what a guest is, beside an option that says so too; contents may stand. */
    void expectNoneBeside(String option) throws CommandException {
        if (Stream.of(memory, workingSet, dirtyRate, workload, trace).anyMatch(o -> o != null)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    option
                            + ": expected no --memory, --working-set, --dirty-rate, --workload or"
                            + " --trace beside it, found one");
        }
    }

    ContentMix contentsOrDefault() {
        return contents == null ? GuestDefaults.CONTENTS : contents;
    }

    /** One line for people. */
    String summary() {
        return trace == null
                ? Workloads.format(workloadOrDefault())
                        + " over "
                        + new ByteSize(workingSetBytes())
                        + " at "
                        + dirtyRateOrDefault()
                : "replay of " + trace;
    }

    /** The guest that these options describe. */
    GuestDescription describe(String name, NicAddress nic) throws CommandException {
        if (!GuestDescription.isName(name)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "GUEST: expected " + GuestDescription.NAME_FORM + ", found '" + name + "'");
        }
        return trace == null ? synthetic(name, nic) : traced(name, nic, trace);
    }

    private GuestDescription synthetic(String name, NicAddress nic) throws CommandException {
        long memoryBytes = memoryOrDefault().bytes();
        if (memoryBytes < GuestDefaults.MIN_MEMORY_BYTES
                || memoryBytes > GuestMemory.MAX_BYTES
                || memoryBytes % Page.SIZE_BYTES != 0) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--memory: expected whole pages of 4096 bytes from "
                            + new ByteSize(GuestDefaults.MIN_MEMORY_BYTES)
                            + " to "
                            + new ByteSize(GuestMemory.MAX_BYTES)
                            + ", found "
                            + memoryOrDefault());
        }
        long room = GuestDefaults.roomBytes(memoryBytes);
        if (workingSetBytes() < Page.SIZE_BYTES
                || workingSetBytes() > room
                || workingSetBytes() % Page.SIZE_BYTES != 0) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--working-set: expected whole pages of 4096 bytes up to "
                            + new ByteSize(room)
                            + " with this memory, found "
                            + new ByteSize(workingSetBytes()));
        }
        try {
            return SyntheticGuests.describe(
                    name,
                    memoryBytes,
                    nic,
                    new SyntheticConfig(
                            workloadOrDefault(),
                            contentsOrDefault(),
                            dirtyRateOrDefault().bytesPerSecond(),
                            workingSetBytes(),
                            GuestDefaults.SERVICE_BYTES,
                            1,
                            seed));
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, "--dirty-rate: " + e.getMessage(), e);
        }
    }

    private GuestDescription traced(String name, NicAddress nic, Path directory)
            throws CommandException {
        if (Stream.of(memory, workingSet, dirtyRate, workload, contents).anyMatch(o -> o != null)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--trace: expected no --memory, --working-set, --dirty-rate, --workload or"
                            + " --contents beside it, as all of these come from the trace, found"
                            + " one");
        }
        if (!Files.isRegularFile(directory.resolve(TRACE_FILE))) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--trace: expected a directory with a " + TRACE_FILE + ", found " + directory);
        }
        try {
            TraceDirectory opened = TraceDirectory.open(directory);
            Path called = directory.toAbsolutePath().normalize().getFileName();
            if (called == null || !called.toString().equals(opened.name())) {
                throw new CommandException(
                        ExitCode.USAGE,
                        "--trace: expected a directory called "
                                + opened.name()
                                + ", as its trace.json says, found "
                                + directory);
            }
            TracedConfig config = TracedConfig.of(opened, GuestDefaults.SERVICE_BYTES);
            return TracedGuests.describe(name, nic, opened, config);
        } catch (GuestException e) {
            throw new CommandException(ExitCode.USAGE, "--trace: " + e.getMessage(), e);
        }
    }

    private ByteSize memoryOrDefault() {
        return memory == null ? GuestDefaults.MEMORY : memory;
    }

    private ByteRate dirtyRateOrDefault() {
        return dirtyRate == null ? GuestDefaults.DIRTY_RATE : dirtyRate;
    }

    private WorkloadSpec workloadOrDefault() {
        return workload == null ? GuestDefaults.WORKLOAD : workload;
    }

    private long workingSetBytes() {
        return workingSet == null
                ? GuestDefaults.workingSetBytes(memoryOrDefault().bytes())
                : workingSet.bytes();
    }
}
