package org.pagurus.transport.host;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.BootableGuest;
import org.pagurus.guest.GuestDescription;
import org.pagurus.journal.JournalRecord;
import org.pagurus.transport.command.HostReply.GuestInfo;
import org.pagurus.transport.net.Announcer.Announcing;
import org.pagurus.transport.net.GuestPort;

/** A guest on this host, with its cable. Guarded by its {@link GuestTable}. */
final class GuestSlot {
    /** Where a guest stands on this host. */
    enum Place {
        /** Being filled with its first content. */
        BOOTING,
        RUNNING,
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
    GuestSlot(
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

    GuestInfo info() {
        GuestDescription description = guest.description();
        return new GuestInfo(
                description.name(),
                description.kind(),
                description.memoryBytes(),
                description.nic().mac().toString(),
                description.nic().ip().toString(),
                dirtyLog,
                place.name().toLowerCase(Locale.ROOT),
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
                        ? "its memory is lost; 'pagurus recover' boots it again"
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
