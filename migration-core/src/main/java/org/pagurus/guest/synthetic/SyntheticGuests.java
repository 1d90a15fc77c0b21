package org.pagurus.guest.synthetic;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.GuestFactory;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.software.Activity;
import org.pagurus.guest.software.MachineMemory;
import org.pagurus.guest.software.SoftwareGuest;
import org.pagurus.guest.software.SplitMix64;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.MemorySource;
import org.pagurus.memory.Page;

/** Makes guests of kind {@code synthetic}. */
public final class SyntheticGuests implements GuestFactory {
    public static final String KIND = "synthetic";

    private final LongSupplier nanoTime;
    private final MemorySource memorySource;
    private final boolean stepped;

    /**
     * @param nanoTime the clock that guests pace themselves by, such as {@link System#nanoTime}
     */
    public SyntheticGuests(LongSupplier nanoTime, MemorySource memorySource) {
        this(nanoTime, memorySource, false);
    }

    private SyntheticGuests(LongSupplier nanoTime, MemorySource memorySource, boolean stepped) {
        this.nanoTime = nanoTime;
        this.memorySource = memorySource;
        this.stepped = stepped;
    }

    /** Makes {@link SoftwareGuest}s whose vCPUs run when they are told, on a virtual clock. */
    public static SyntheticGuests stepped(LongSupplier nanoTime, MemorySource memorySource) {
        return new SyntheticGuests(nanoTime, memorySource, true);
    }

    /** The description of a synthetic guest. */
    public static GuestDescription describe(
            String name, long memoryBytes, NicAddress nic, SyntheticConfig config) {
        return new GuestDescription(name, KIND, memoryBytes, nic, config.toBytes());
    }

    @Override
    public SoftwareGuest create(GuestDescription description, DirtyLogKind dirtyLog)
            throws GuestException {
        SyntheticConfig config = SyntheticConfig.fromBytes(description.configuration());
        config.checkFits(description.memoryBytes());
        MachineMemory memory = MachineMemory.open(description, dirtyLog, memorySource);
        return new SoftwareGuest(
                description,
                new SoftwareGuest.Parts(
                        memory,
                        Page.count(config.serviceBytes()),
                        new SyntheticImage(config),
                        activities(config, memory),
                        nanoTime,
                        stepped));
    }

    private static List<Activity> activities(SyntheticConfig config, MachineMemory memory) {
        List<Activity> activities = new ArrayList<>();
        for (int vcpu = 0; vcpu < config.vcpus(); vcpu++) {
            WorkingSet workingSet =
                    WorkingSet.share(
                            SyntheticConfig.FIRST_PAGE,
                            config.workingSetPages(),
                            config.vcpus(),
                            vcpu);
            long seed = SplitMix64.seed(config.seed(), vcpu);
            activities.add(
                    new Workload(
                            "workload-" + vcpu,
                            workingSet,
                            PageSequences.create(config.workload(), workingSet.pageCount(), seed),
                            new RateBudget(rate(config, vcpu)),
                            writer(config, memory.memory()),
                            memory.marker()));
        }
        return activities;
    }

    /** The rate's share of one vCPU; the first takes what is left over. */
    private static long rate(SyntheticConfig config, int vcpu) {
        long share = config.dirtyRateBytesPerSecond() / config.vcpus();
        long rest = config.dirtyRateBytesPerSecond() % config.vcpus();
        return vcpu == 0 ? share + rest : share;
    }

    private static PageWriter writer(SyntheticConfig config, GuestMemory memory) {
        MemorySegment segment = memory.segment();
        if (config.workload() instanceof WorkloadSpec.Invariant) {
            return (page, stamp) -> {
                long offset = Page.offsetBytes(page);
                long word = segment.get(JAVA_LONG_UNALIGNED, offset);
                segment.set(JAVA_LONG_UNALIGNED, offset, word + 1);
            };
        }
        PageContents contents = new PageContents(config.contents(), config.seed());
        return (page, stamp) -> contents.change(segment, page, stamp);
    }
}
