package org.pagurus.transport.host;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.BootableGuest;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestException;
import org.pagurus.journal.JournalRecord;
import org.pagurus.transport.command.HostReply.GuestInfo;
import org.pagurus.transport.net.Announcer.Announcing;
import org.pagurus.transport.net.GuestPort;
import org.pagurus.transport.net.Uplink;

/** A guest on this host, with its cable. Guarded by its {@link GuestTable}. */
final class GuestSlot {
    /** Where a guest stands on this host. */
    enum Place {
        /** Being filled with its first content. */
        BOOTING,
        RUNNING,
        /** It runs, and a checkpoint of it is being written. */
        SAVING,
        /** It runs, and what it dirties is counted. */
        MEASURING,
        /** A migration brings it; it does not run here yet. */
        INCOMING,
        /** A migration takes it away; it still runs here, or is paused for the last pages. */
        OUTGOING
    }

    private final BootableGuest guest;
    private final @Nullable GuestPort port;
    private final String dirtyLog;
    private final long windowBytes;
    private Place place;
    private @Nullable Announcing announcing;

    /**
     * @param windowBytes memory that page streams take beside the guest while it is coming
     */
    private GuestSlot(
            BootableGuest guest,
            @Nullable GuestPort port,
            String dirtyLog,
            Place place,
            long windowBytes) {
        this.guest = guest;
        this.port = port;
        this.dirtyLog = dirtyLog;
        this.place = place;
        this.windowBytes = windowBytes;
    }

    /** With a cable into the host's uplink, if it has one. */
    static GuestSlot plugIn(BootableGuest guest, HostConfig config, Place place, long windowBytes)
            throws GuestException {
        GuestPort port = cable(guest, config.uplink());
        return new GuestSlot(
                port == null ? guest : new CabledGuest(guest, port),
                port,
                config.dirtyLog().name().toLowerCase(Locale.ROOT),
                place,
                windowBytes);
    }

    private static @Nullable GuestPort cable(BootableGuest guest, @Nullable Uplink uplink)
            throws GuestException {
        if (uplink == null) {
            return null;
        }
        try {
            GuestPort port = uplink.plug(guest.nic().address(), guest.nic()::receive);
            guest.nic().plug(port);
            return port;
        } catch (IOException e) {
            guest.close();
            throw new GuestException("network: " + e.getMessage(), e);
        }
    }

    BootableGuest guest() {
        return guest;
    }

    /** What it takes of the host's memory now. */
    long memoryBytes() {
        return guest.memory().sizeBytes() + (place == Place.INCOMING ? windowBytes : 0);
    }

    @Nullable GuestPort port() {
        return port;
    }

    String dirtyLog() {
        return dirtyLog;
    }

    Place place() {
        return place;
    }

    /** Whether it runs here and belongs here. */
    boolean runs() {
        return place == Place.RUNNING || place == Place.SAVING || place == Place.MEASURING;
    }

    void moveTo(Place next) {
        place = next;
    }

    void announcing(Announcing now) {
        announcing = now;
    }

    /** A guest that leaves is announced no more. */
    void stopAnnouncing() {
        if (announcing != null) {
            announcing.close();
            announcing = null;
        }
    }

    /** Its place in a word, as a person is told. */
    String placeLabel() {
        return place.name().toLowerCase(Locale.ROOT);
    }

    GuestInfo info() {
        GuestDescription description = guest.description();
        return new GuestInfo(
                description.name(),
                description.kind(),
                description.memoryBytes(),
                description.nic().mac().toString(),
                description.nic().ip().toString(),
                dirtyLog,
                placeLabel(),
                guest.status());
    }

    /** A guest that the journal has and whose process died. */
    static GuestInfo gone(JournalRecord place) {
        GuestDescription description = requireNonNull(place.guest());
        boolean belongsHere = place.step().bringsGuest();
        return new GuestInfo(
                description.name(),
                description.kind(),
                description.memoryBytes(),
                description.nic().mac().toString(),
                description.nic().ip().toString(),
                "-",
                belongsHere ? "down" : "in doubt",
                belongsHere
                        ? "its memory is lost; 'pagurus guest restore' brings it back from a"
                                + " checkpoint, 'pagurus recover' boots it again"
                        : "was released to " + place.peer() + "; 'pagurus recover' asks there");
    }

    /** Stops the guest for good. */
    void close() {
        stopAnnouncing();
        guest.nic().unplug();
        guest.close();
        if (port != null) {
            port.close();
        }
    }
}
