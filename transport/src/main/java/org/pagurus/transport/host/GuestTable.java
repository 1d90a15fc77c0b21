package org.pagurus.transport.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.BootableGuest;
import org.pagurus.guest.Guest;
import org.pagurus.guest.GuestCheck;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.GuestFactory;
import org.pagurus.journal.Journal;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.transport.command.HostReply.GuestInfo;
import org.pagurus.transport.driver.DestinationDriver;
import org.pagurus.transport.driver.HostClock;
import org.pagurus.transport.host.GuestSlot.Place;
import org.pagurus.transport.net.AnnounceSchedule;
import org.pagurus.transport.net.Announcer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The guests of a host: their names, their memory, their cables. Safe for all threads. */
final class GuestTable implements DestinationDriver.Quarters, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GuestTable.class);

    private final GuestFactory factory;
    private final HostConfig config;
    private final Announcer announcer;
    private final Journal journal;
    private final GuestPlaces places;

    /** By name. Guarded by this. */
    private final Map<String, GuestSlot> slots = new TreeMap<>();

    GuestTable(
            GuestFactory factory,
            HostConfig config,
            ScheduledExecutorService timer,
            Journal journal,
            HostClock clock) {
        this.factory = factory;
        this.config = config;
        this.journal = journal;
        places = new GuestPlaces(journal, clock);
        this.announcer = new Announcer(timer, AnnounceSchedule.QEMU);
    }

    /** What a guest has in its memory when it begins to run here. */
    @FunctionalInterface
    interface Content {
        /** Fills the paused guest's empty memory. */
        void fill(BootableGuest guest) throws RefusedException;
    }

    /** Makes a guest, fills its memory, lets it run and announces it. */
    void start(GuestDescription description) throws RefusedException {
        boot(
                description,
                JournalRecord.of(Step.STARTED, JournalRecord.NO_MIGRATION, description),
                null,
                GuestTable::firstContent);
    }

    /**
     * Boots a guest whose memory was lost with its process.
     *
     * @param place where the journal has it; it must still be there
     * @param by the record that says that it runs here from now on
     */
    void bootAgain(JournalRecord place, JournalRecord by) throws RefusedException {
        GuestDescription description = place.guest();
        if (description == null) {
            throw new RefusedException("guest", "the journal does not say what it is made of");
        }
        boot(description, by, place, GuestTable::firstContent);
    }

    private static void firstContent(BootableGuest guest) throws RefusedException {
        try {
            guest.boot();
        } catch (GuestException e) {
            throw new RefusedException("guest", String.valueOf(e.getMessage()));
        }
    }

    /**
     * Lets a guest run here, all or nothing.
     *
     * @param by the record that says that it runs here from now on
     * @param from where the journal has it, and must have it still; null for nowhere
     */
    void boot(
            GuestDescription description,
            JournalRecord by,
            @Nullable JournalRecord from,
            Content content)
            throws RefusedException {
        GuestSlot slot;
        try {
            slot = add(description, Place.BOOTING, 0, from);
        } catch (GuestException e) {
            // Nothing to discard: a guest of that name, if there is one, is another.
            throw new RefusedException("guest", String.valueOf(e.getMessage()));
        }
        boolean runs = false;
        try {
            content.fill(slot.guest());
            places.write(by);
            runs = true;
        } finally {
            if (!runs) {
                discard(description.name());
            }
        }
        slot.guest().resume();
        synchronized (this) {
            slot.moveTo(Place.RUNNING);
        }
        announce(slot.guest());
        LOG.info(
                "guest {} runs: {}, {} bytes",
                description.name(),
                description.kind(),
                description.memoryBytes());
    }

    /** Stops a running guest for good. */
    void stop(String name) throws RefusedException {
        GuestSlot slot;
        synchronized (this) {
            JournalRecord gone = slots.containsKey(name) ? null : places.of(name);
            if (gone != null) {
                forget(gone);
                return;
            }
            slot = find(name);
            requireRunning(slot, name);
            places.stopped(slot.guest().description());
            slots.remove(name);
        }
        slot.close();
        LOG.info("guest {} was stopped", name);
    }

    /** A guest whose memory is lost, and that nobody wants back. */
    private void forget(JournalRecord gone) throws RefusedException {
        places.requireSettled(gone.guestName());
        places.stopped(gone.guest());
        LOG.info("guest {}, which was down, is forgotten", gone.guestName());
    }

    private static void requireRunning(GuestSlot slot, String name) throws RefusedException {
        if (slot.place() != Place.RUNNING) {
            throw new RefusedException(
                    "name", "guest " + name + " is " + slot.placeLabel() + ", not running");
        }
    }

    /** A running guest that a migration takes away from now on. */
    synchronized GuestSlot beginLeaving(String name) throws RefusedException {
        GuestSlot slot = begin(name, Place.OUTGOING);
        slot.stopAnnouncing();
        return slot;
    }

    /** A running guest that is saved, and does not leave or stop until it has {@link #stayed}. */
    synchronized GuestSlot beginSaving(String name) throws RefusedException {
        return begin(name, Place.SAVING);
    }

    /**
     * A running guest that is measured, and does not leave or stop until it has {@link #stayed}.
     */
    synchronized GuestSlot beginMeasuring(String name) throws RefusedException {
        return begin(name, Place.MEASURING);
    }

    private GuestSlot begin(String name, Place next) throws RefusedException {
        GuestSlot slot = find(name);
        requireRunning(slot, name);
        places.requireNotForced(name);
        slot.moveTo(next);
        return slot;
    }

    /** The migration, the saving or the measuring is over and the guest has stayed. */
    synchronized void stayed(GuestSlot slot) {
        slot.moveTo(Place.RUNNING);
    }

    /** The migration is over and the guest runs elsewhere. */
    void left(GuestSlot slot) {
        discard(slot.guest().description().name());
    }

    synchronized BootableGuest guest(String name) throws RefusedException {
        return find(name).guest();
    }

    /** Checks what must hold of a running guest's memory. */
    GuestCheck check(String name) throws RefusedException {
        GuestSlot slot;
        synchronized (this) {
            slot = find(name);
            requireRunning(slot, name);
        }
        try {
            return slot.guest().check();
        } catch (GuestException e) {
            throw new RefusedException("guest", String.valueOf(e.getMessage()));
        }
    }

    /** How many guests there are, by their place. */
    synchronized Map<String, Integer> places() {
        Map<String, Integer> places = new TreeMap<>();
        for (Place place : Place.values()) {
            places.put(place.name().toLowerCase(Locale.ROOT), 0);
        }
        slots.values().forEach(slot -> places.merge(slot.placeLabel(), 1, Integer::sum));
        return places;
    }

    /** What all guests take of the host's memory now. */
    synchronized long memoryBytes() {
        return slots.values().stream().mapToLong(GuestSlot::memoryBytes).sum();
    }

    /** The guests that run here. */
    synchronized List<String> running() {
        return slots.entrySet().stream()
                .filter(slot -> slot.getValue().runs())
                .map(Map.Entry::getKey)
                .toList();
    }

    List<GuestInfo> describe(@Nullable String name) throws RefusedException {
        List<GuestSlot> wanted = new ArrayList<>();
        List<GuestInfo> all = new ArrayList<>();
        synchronized (this) {
            JournalRecord gone = name == null || slots.containsKey(name) ? null : places.of(name);
            if (gone != null) {
                return List.of(GuestSlot.gone(gone));
            }
            wanted.addAll(name == null ? slots.values() : List.of(find(name)));
            if (name == null) {
                gone().forEach(place -> all.add(GuestSlot.gone(place)));
            }
        }
        wanted.forEach(slot -> all.add(slot.info()));
        return all.stream().sorted(Comparator.comparing(GuestInfo::name)).toList();
    }

    /** The guests that the journal has and that are not here: their processes died. */
    synchronized List<JournalRecord> gone() {
        return places.all().stream()
                .filter(place -> !slots.containsKey(place.guestName()))
                .toList();
    }

    /** Whether a guest of this name belongs here and its process died. */
    synchronized boolean isDown(String name) {
        JournalRecord place = places.of(name);
        return place != null && place.step().bringsGuest() && !slots.containsKey(name);
    }

    /** Whether a guest of this name is on this host now, whatever it does. */
    synchronized boolean isHere(String name) {
        return slots.containsKey(name);
    }

    @Override
    public synchronized boolean isGone(JournalRecord owned) {
        return owned.step() == Step.OWNED
                && places.isBy(owned)
                && !slots.containsKey(owned.guestName());
    }

    /** Appends a release of a guest that is gone: nobody may be booting it meanwhile. */
    synchronized void release(JournalRecord released) throws IOException {
        if (slots.containsKey(released.guestName())) {
            throw new IOException("guest " + released.guestName() + " is here");
        }
        journal.append(released);
    }

    /** Appends a refusal, unless the guest that came by this migration is here. */
    synchronized void refuse(JournalRecord refused) throws IOException {
        if (places.isBy(refused) && slots.containsKey(refused.guestName())) {
            throw new IOException("guest " + refused.guestName() + " is here");
        }
        journal.append(refused);
    }

    /** Appends that a source has confirmed, unless the migration stands otherwise meanwhile. */
    synchronized void confirm(JournalRecord owned, JournalRecord confirmed) throws IOException {
        if (!journal.last(owned.token()).equals(Optional.of(owned))) {
            throw new IOException("migration " + owned.token() + " is not as it was any more");
        }
        journal.append(confirmed);
    }

    /** The guest runs elsewhere: what is left of it here ends. */
    void drop(String name) {
        boolean runs;
        synchronized (this) {
            GuestSlot slot = slots.get(name);
            runs = slot != null && slot.runs();
        }
        discard(name);
        if (runs) {
            LOG.error("guest {} runs on another host; the one here was stopped", name);
        }
    }

    /**
     * A guest whose migration has ended without its driver runs on here, with its memory. It may
     * have run, and been announced, at the destination.
     */
    synchronized void takeBack(String name) {
        GuestSlot slot = slots.get(name);
        if (slot == null) {
            return;
        }
        if (slot.place() == Place.OUTGOING) {
            slot.guest().resume();
            slot.moveTo(Place.RUNNING);
        }
        announce(slot.guest());
    }

    @Override
    public Guest reserve(GuestDescription description, long windowBytes) throws GuestException {
        BootableGuest guest = add(description, Place.INCOMING, windowBytes, null).guest();
        guest.memory().adviseHugePages(config.dirtyLog() == DirtyLogKind.SOFTWARE);
        LOG.info("guest {}: {} bytes are reserved", description.name(), description.memoryBytes());
        return guest;
    }

    @Override
    public synchronized void admit(Guest guest) {
        GuestSlot slot = slots.get(guest.description().name());
        if (slot != null) {
            slot.moveTo(Place.RUNNING);
        }
    }

    @Override
    public void announce(Guest guest) {
        synchronized (this) {
            GuestSlot slot = slots.get(guest.description().name());
            if (slot != null && slot.port() != null && slot.place() == Place.RUNNING) {
                slot.announcing(announcer.announce(guest.description().nic(), slot.port()));
            }
        }
    }

    @Override
    public void discard(Guest guest, String reason) {
        discard(guest.description().name());
        LOG.info("guest {} was discarded: {}", guest.description().name(), reason);
    }

    @Override
    public void close() {
        List<GuestSlot> all;
        synchronized (this) {
            all = new ArrayList<>(slots.values());
            slots.clear();
        }
        all.forEach(GuestSlot::close);
    }

    private void discard(String name) {
        GuestSlot slot;
        synchronized (this) {
            slot = slots.remove(name);
        }
        if (slot != null) {
            slot.close();
        }
    }

    /**
     * @param from where the journal has the guest that is booted again; null for one that is new
     */
    private synchronized GuestSlot add(
            GuestDescription description,
            Place place,
            long windowBytes,
            @Nullable JournalRecord from)
            throws GuestException {
        if (slots.containsKey(description.name())) {
            throw new GuestException(
                    "name: guest " + description.name() + " is on this host already");
        }
        if (!Objects.equals(places.of(description.name()), from)) {
            throw new GuestException(
                    "name: guest "
                            + description.name()
                            + " is in this host's journal; see 'pagurus recover "
                            + description.name()
                            + "'");
        }
        long used = slots.values().stream().mapToLong(GuestSlot::memoryBytes).sum();
        long free = config.memoryLimitBytes() - used;
        if (description.memoryBytes() > free) {
            throw new GuestException(
                    "memoryBytes: expected up to the "
                            + free
                            + " bytes free on this host but found "
                            + description.memoryBytes());
        }
        free -= description.memoryBytes();
        if (windowBytes > free) {
            throw new GuestException(
                    "windowLog: expected up to the "
                            + free
                            + " bytes free on this host beside the guest for the windows of all"
                            + " streams but found "
                            + windowBytes);
        }
        GuestSlot slot =
                GuestSlot.plugIn(
                        factory.create(description, config.dirtyLog()), config, place, windowBytes);
        slots.put(description.name(), slot);
        return slot;
    }

    private GuestSlot find(String name) throws RefusedException {
        GuestSlot slot = slots.get(name);
        if (slot == null) {
            throw new RefusedException(
                    "name",
                    "no guest "
                            + name
                            + " on this host; it has "
                            + (slots.isEmpty() ? "none" : slots.keySet()));
        }
        return slot;
    }
}
