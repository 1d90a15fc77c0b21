package org.pagurus.guest.software;

import com.google.protobuf.ByteString;
import org.pagurus.guest.GuestException;

/**
 * What one vCPU does. Time is the guest's running time: it stands still while the guest is paused
 * and slows with throttling, so an activity need not know of either.
 *
 * <p>{@code prepare}, {@code step} and {@code close} are called by the vCPU's own thread; {@code
 * save} and {@code load} by any thread while the guest is paused, which may be during {@code
 * prepare}. State that is saved is therefore only touched by {@code step}, {@code save} and {@code
 * load}; the gate orders them.
 */
public interface Activity extends AutoCloseable {
    /** Names the thread and the saved state: {@code uniform-0}. */
    String name();

    /**
     * Gets ready for the next step outside the gate, where it may read files.
     *
     * @throws GuestException when the vCPU cannot go on
     */
    default void prepare() throws GuestException {}

    /**
     * Writes what is due, at most {@link PauseGate#MAX_BATCH_PAGES} pages, without blocking. Called
     * inside the gate, when due or earlier; a call with nothing due writes nothing.
     *
     * @param runningNs the guest's running time now
     * @return the running time at which it wants to go on; not after {@code runningNs} for at once
     */
    long step(long runningNs);

    ByteString save();

    /**
     * Goes on from a saved state, which came from another host and is not to be trusted.
     *
     * @param runningNs the guest's running time when it was saved
     */
    void load(ByteString state, long runningNs) throws GuestException;

    /** Gives back what {@link #prepare} opened. */
    @Override
    default void close() {}
}
