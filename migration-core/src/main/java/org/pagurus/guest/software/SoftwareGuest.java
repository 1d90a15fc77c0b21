package org.pagurus.guest.software;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.pagurus.guest.BootableGuest;
import org.pagurus.guest.GuestCheck;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.net.UdpService;
import org.pagurus.guest.net.VirtualNic;
import org.pagurus.guest.service.KeyValueProtocol;
import org.pagurus.guest.service.KeyValueService;
import org.pagurus.guest.software.wire.MachineState;
import org.pagurus.guest.software.wire.VcpuState;
import org.pagurus.memory.DirtyLog;
import org.pagurus.memory.GuestMemory;

/**
 * A guest whose vCPUs are threads of this process, or, in virtual time, run when they are told.
 * Activities write its memory, and a key-value service keeps its table in the last pages of it;
 * both do so inside one gate, which is how the guest is paused.
 *
 * <p>Calls that change the guest's state exclude each other. {@link #nic()} and {@link #status()}
 * may be used by any thread. Close it only when nobody reads its memory or dirty log any more.
 */
public final class SoftwareGuest implements BootableGuest {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    /** For a guest without a service. */
    private static final UdpService NO_SERVICE = payload -> null;

    /**
     * What a guest is made of.
     *
     * @param memory owned by the guest from here on
     * @param servicePages how many pages at the end of memory are the service's; 0 for no service
     * @param image the first content of the memory
     * @param activities one for each vCPU
     * @param nanoTime the wall clock, such as {@link System#nanoTime}
     * @param stepped whether the vCPUs have no threads and run when {@link #runToNow} is called
     */
    public record Parts(
            MachineMemory memory,
            long servicePages,
            BootImage image,
            List<Activity> activities,
            LongSupplier nanoTime,
            boolean stepped) {
        public Parts {
            activities = List.copyOf(activities);
        }
    }

    private enum Stage {
        /** Never resumed. */
        CREATED,
        /** The vCPUs' threads are there. */
        STARTED,
        CLOSED
    }

    private final GuestDescription description;
    private final MachineMemory memory;
    private final BootImage image;
    private final PauseGate gate = new PauseGate();
    private final RunningClock clock;
    private final List<Vcpu> vcpus;
    private final SoftwareNic nic;

    /** Guarded by {@code this}. */
    private Stage stage = Stage.CREATED;

    /** Changed while paused; the service reads it inside the gate, the status at any time. */
    private volatile int generation;

    public SoftwareGuest(GuestDescription description, Parts parts) {
        this.description = description;
        this.memory = parts.memory();
        this.image = parts.image();
        this.clock = new RunningClock(parts.nanoTime());
        this.vcpus = parts.activities().stream().map(activity -> vcpu(activity, parts)).toList();
        this.nic =
                new SoftwareNic(
                        description.nic(),
                        gate,
                        KeyValueProtocol.DEFAULT_PORT,
                        service(parts.servicePages()));
        rehearse();
    }

    private Vcpu vcpu(Activity activity, Parts parts) {
        return parts.stepped()
                ? new SteppedVcpu(activity, gate)
                : new VirtualCpu(description.name(), activity, gate, clock, parts.nanoTime());
    }

    /**
     * Saves the device state and loads it again, which changes nothing: the code of this guest's
     * activities is then there when it is needed, which is while the guest is paused. Loading the
     * classes took 4 ms.
     */
    private void rehearse() {
        try {
            loadActivities(parse(saveDeviceState()));
        } catch (GuestException e) {
            throw new IllegalArgumentException("a guest must load what it saves", e);
        }
    }

    @Override
    public GuestDescription description() {
        return description;
    }

    @Override
    public GuestMemory memory() {
        return memory.memory();
    }

    @Override
    public DirtyLog dirtyLog() {
        return memory.dirtyLog();
    }

    @Override
    public VirtualNic nic() {
        return nic;
    }

    @Override
    public synchronized void boot() throws GuestException {
        if (stage != Stage.CREATED) {
            throw new IllegalStateException("a guest boots before it runs");
        }
        image.fill(memory.memory());
    }

    @Override
    public synchronized void pause() {
        runToNow();
        gate.pause();
        clock.stop();
    }

    @Override
    public synchronized void resume() {
        requireOpen();
        if (clock.isRunning()) {
            return;
        }
        clock.start();
        gate.resume();
        if (stage == Stage.CREATED) {
            stage = Stage.STARTED;
            vcpus.forEach(Vcpu::start);
        }
    }

    @Override
    public synchronized void throttle(int percent) {
        if (percent < 0 || percent > MAX_PERCENT) {
            throw new IllegalArgumentException(
                    "throttle percent must be 0 to " + MAX_PERCENT + " but is " + percent);
        }
        runToNow();
        clock.throttle(percent);
    }

    /**
     * Has stepped vCPUs do what is due by now; the others do so by themselves. Whoever looks at the
     * memory of a guest in virtual time calls this before.
     */
    public void runToNow() {
        if (clock.isRunning()) {
            long runningNs = clock.runningNs();
            for (Vcpu vcpu : vcpus) {
                if (vcpu instanceof SteppedVcpu stepped) {
                    stepped.runTo(runningNs);
                }
            }
        }
    }

    @Override
    public synchronized byte[] saveDeviceState() {
        requirePaused();
        MachineState.Builder state =
                MachineState.newBuilder().setGeneration(generation).setRunningNs(clock.runningNs());
        for (Vcpu vcpu : vcpus) {
            state.addVcpus(
                    VcpuState.newBuilder()
                            .setName(vcpu.activity().name())
                            .setActivity(vcpu.activity().save()));
        }
        byte[] bytes = state.build().toByteArray();
        assert bytes.length <= MAX_BYTES : bytes.length;
        return bytes;
    }

    @Override
    public synchronized void loadDeviceState(byte[] bytes) throws GuestException {
        requirePaused();
        MachineState state = parse(bytes);
        loadActivities(state);
        clock.load(state.getRunningNs());
        for (Vcpu vcpu : vcpus) {
            if (vcpu instanceof SteppedVcpu stepped) {
                stepped.goOnAt(state.getRunningNs());
            }
        }
        generation = state.getGeneration() + 1;
    }

    private void loadActivities(MachineState state) throws GuestException {
        if (state.getRunningNs() < 0) {
            throw new GuestException(
                    "device state: running_ns must be below 2^63 but is "
                            + Long.toUnsignedString(state.getRunningNs()));
        }
        if (state.getVcpusCount() != vcpus.size()) {
            throw new GuestException(
                    "device state: vcpus must be "
                            + vcpus.size()
                            + " but are "
                            + state.getVcpusCount());
        }
        for (int i = 0; i < vcpus.size(); i++) {
            load(vcpus.get(i).activity(), state.getVcpus(i), state.getRunningNs());
        }
    }

    /** Whether its vCPUs run now. */
    public boolean isRunning() {
        return clock.isRunning();
    }

    /** Whether it has ended for good. */
    public synchronized boolean isClosed() {
        return stage == Stage.CLOSED;
    }

    /** How many times this guest has moved, as an unsigned number. */
    public int generation() {
        return generation;
    }

    @Override
    public String status() {
        String failures =
                vcpus.stream()
                        .map(Vcpu::failure)
                        .filter(Objects::nonNull)
                        .map(failure -> ", " + failure)
                        .collect(Collectors.joining());
        return (clock.isRunning() ? "running" : "paused")
                + ", "
                + clock.runningNs() / NS_PER_SECOND
                + " s in all, moved "
                + Integer.toUnsignedString(generation)
                + " times, throttled "
                + clock.throttlePercent()
                + " %, "
                + nic.droppedFrames()
                + " frames dropped"
                + failures;
    }

    @Override
    public synchronized GuestCheck check() throws GuestException {
        if (stage == Stage.CLOSED) {
            throw new GuestException("guest " + description.name() + " is closed");
        }
        boolean runs = clock.isRunning();
        pause();
        try {
            return image.check(memory.memory());
        } finally {
            if (runs) {
                resume();
            }
        }
    }

    @Override
    public synchronized void close() {
        if (stage == Stage.CLOSED) {
            return;
        }
        boolean started = stage == Stage.STARTED;
        stage = Stage.CLOSED;
        // From here on nobody is inside the gate, so that nobody touches the memory.
        gate.shut();
        clock.stop();
        if (started) {
            endThreads();
        }
        memory.close();
    }

    private void endThreads() {
        vcpus.forEach(Vcpu::stop);
        try {
            for (Vcpu vcpu : vcpus) {
                vcpu.join();
            }
        } catch (InterruptedException e) {
            // The threads are daemons that can't pass the gate any more.
            Thread.currentThread().interrupt();
        }
    }

    private UdpService service(long servicePages) {
        if (servicePages == 0) {
            return NO_SERVICE;
        }
        long firstPage = memory.memory().pageCount() - servicePages;
        return new KeyValueService(
                memory.memory(), firstPage, servicePages, memory.marker(), () -> generation);
    }

    private void requirePaused() {
        requireOpen();
        if (clock.isRunning()) {
            throw new IllegalStateException("device state of a guest that is not paused");
        }
    }

    private void requireOpen() {
        if (stage == Stage.CLOSED) {
            throw new IllegalStateException("guest " + description.name() + " is closed");
        }
    }

    private static MachineState parse(byte[] bytes) throws GuestException {
        if (bytes.length > MAX_BYTES) {
            throw new GuestException(
                    "device state must have at most "
                            + MAX_BYTES
                            + " bytes but has "
                            + bytes.length);
        }
        try {
            return MachineState.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new GuestException(
                    "device state must be a MachineState but is " + bytes.length + " other bytes",
                    e);
        }
    }

    private static void load(Activity activity, VcpuState state, long runningNs)
            throws GuestException {
        if (!state.getName().equals(activity.name())) {
            throw new GuestException(
                    "device state: vCPU must be "
                            + activity.name()
                            + " but is "
                            + GuestException.quoted(state.getName()));
        }
        try {
            activity.load(state.getActivity(), runningNs);
        } catch (GuestException e) {
            throw new GuestException(
                    "device state of vCPU " + activity.name() + ": " + e.getMessage(), e);
        }
    }
}
