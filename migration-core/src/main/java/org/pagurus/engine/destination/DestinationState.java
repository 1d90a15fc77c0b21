package org.pagurus.engine.destination;

import org.pagurus.protocol.wire.Running;

/**
 * Where the destination stands. Up to {@link Prepared} it may forget the guest; in {@link Prepared}
 * it waits for the source's word however long that takes; from {@link Owning} on the guest is its
 * own.
 */
sealed interface DestinationState {
    /** Whether no release can have been given, so that forgetting the guest loses nothing. */
    default boolean mayForget() {
        return switch (this) {
            case Idle s -> true;
            case Reserving s -> true;
            case Receiving s -> true;
            case Away s -> true;
            case Rejoining s -> true;
            case Completing s -> true;
            case Verifying s -> true;
            case Prepared s -> false;
            case Owning s -> false;
            case Resuming s -> false;
            case Owned s -> false;
            case Unknown s -> false;
            case Refusing s -> false;
            case Refused s -> false;
        };
    }

    /** Whether there is no guest, and never will be one. */
    default boolean hasNoGuest() {
        return this instanceof Unknown || this instanceof Refusing || this instanceof Refused;
    }

    /** The state's name, for messages. */
    default String label() {
        return getClass().getSimpleName();
    }

    /** 1. Nothing has come. */
    record Idle() implements DestinationState {}

    /** 2. Room is being made for the guest. */
    record Reserving() implements DestinationState {}

    /**
     * 3. Rounds come in. {@code announcedPages} is the source's word about the round's pages, -1
     * before it came; {@code lastStreams} counts the streams that have ended for good.
     */
    record Receiving(int round, int streamsLeft, int lastStreams, long pages, long announcedPages)
            implements DestinationState {
        static Receiving begin(int round, int streams) {
            return new Receiving(round, streams, 0, 0, -1);
        }

        Receiving streamEnded(long streamPages, boolean last) {
            return new Receiving(
                    round,
                    streamsLeft - 1,
                    lastStreams + (last ? 1 : 0),
                    pages + streamPages,
                    announcedPages);
        }

        Receiving announced(long announced) {
            return new Receiving(round, streamsLeft, lastStreams, pages, announced);
        }
    }

    /** 4. Every page is in memory; the device state or the source's last word may be missing. */
    record Completing(int round, long pages) implements DestinationState {}

    /** 5. All memory is being read again, to be compared with the source's digest. */
    record Verifying(long digest, long startedNs) implements DestinationState {}

    /** 6. Complete and checked; waiting for the release. */
    record Prepared() implements DestinationState {}

    /** 7. The ownership is being written to the journal. */
    record Owning(long startedNs) implements DestinationState {}

    /** 8. The guest is being resumed. */
    record Resuming(long journalNs, long startedNs) implements DestinationState {}

    /** 9. The guest runs here. {@code confirmed}: the source has said that it knows. */
    record Owned(Running running, boolean confirmed) implements DestinationState {}

    /** 10. There is no guest: never prepared, or discarded. */
    record Unknown() implements DestinationState {}

    /** 11. The refusal is being written to the journal. */
    record Refusing() implements DestinationState {}

    /** 12. There is no guest, and the journal says that there will be none. */
    record Refused() implements DestinationState {}

    /** 13. The connection was lost while a round came in; the source may come back. */
    record Away(Receiving round, long untilNs) implements DestinationState {}

    /** 14. The source is back; the page streams of its old connection are being closed. */
    record Rejoining(Receiving round, int attempt) implements DestinationState {}
}
