package org.pagurus.simulator.checker;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.service.KeyValueProtocol;
import org.pagurus.guest.service.KeyValueReply;
import org.pagurus.guest.service.KeyValueRequest;
import org.pagurus.guest.service.KeyValueService;
import org.pagurus.guest.service.MalformedDatagramException;
import org.pagurus.guest.software.SoftwareGuest;
import org.pagurus.memory.DirtyMarker;
import org.pagurus.memory.GuestMemory;
import org.pagurus.simulator.driver.Happening;

/**
 * No write that the guest has acknowledged is lost, unless the process that had it has died: then
 * what the other host has counts.
 */
public final class AcknowledgedWrites extends Checker {
    /** Keys are 0 to this, left out. */
    public static final int KEYS = 4;

    /** At the end of the guest's memory. */
    public static final int SERVICE_PAGES = 1;

    private final Scene scene;

    /** By key: the version that must be there, or a later one. */
    private final long[] acknowledged = new long[KEYS];

    private long writes;

    AcknowledgedWrites(Scene scene) {
        super("no acknowledged write lost");
        this.scene = scene;
    }

    /** How many were acknowledged. */
    public long writes() {
        return writes;
    }

    /** A guest answers a client. */
    public void answers(KeyValueReply reply) {
        int key = (int) reply.key();
        switch (reply.status()) {
            case STORED -> {
                acknowledged[key] = Math.max(acknowledged[key], reply.version());
                writes++;
            }
            case FOUND -> {
                require(key, reply.version());
                expect(
                        Arrays.equals(reply.value(), value(key, reply.version())),
                        "key " + key + " has version " + reply.version() + " with another value");
            }
            case NOT_FOUND -> require(key, 0);
            case KEPT -> require(key, reply.version());
            case TABLE_FULL, MALFORMED, CORRUPT ->
                    throw violation("the guest answers " + reply.status() + " for key " + key);
        }
    }

    /** What a client writes: another value for each key and version. */
    public static byte[] value(long key, long version) {
        byte[] value = new byte[KeyValueProtocol.VALUE_BYTES];
        Arrays.fill(value, (byte) (31 * key + version));
        return value;
    }

    @Override
    public void happened(Happening what) {
        if (what instanceof Happening.Crashing c) {
            boolean source = c.host() == scene.source();
            SoftwareGuest left =
                    !source ? scene.here() : scene.migration().isComplete() ? scene.there() : null;
            for (int key = 0; key < KEYS; key++) {
                acknowledged[key] = Math.min(acknowledged[key], version(left, key));
            }
        }
    }

    @Override
    void atEnd() {
        SoftwareGuest guest = scene.runsHere() ? scene.here() : scene.there();
        for (int key = 0; guest != null && guest.isRunning() && key < KEYS; key++) {
            require(key, versionIn(guest, key));
        }
    }

    private long version(@Nullable SoftwareGuest guest, int key) {
        return guest == null ? 0 : versionIn(guest, key);
    }

    /** The version that lies in a guest's memory; 0 for none. */
    private static long versionIn(SoftwareGuest guest, long key) {
        GuestMemory memory = guest.memory();
        KeyValueService service =
                new KeyValueService(
                        memory,
                        memory.pageCount() - SERVICE_PAGES,
                        SERVICE_PAGES,
                        DirtyMarker.NONE,
                        () -> 0);
        byte[] answer = service.handle(KeyValueProtocol.encode(new KeyValueRequest.Get(0, key)));
        try {
            return KeyValueProtocol.decodeReply(requireNonNull(answer)).version();
        } catch (MalformedDatagramException e) {
            throw new IllegalStateException("a service answers what can be read", e);
        }
    }

    private void require(int key, long version) {
        expect(
                version >= acknowledged[key],
                "key "
                        + key
                        + ": version "
                        + acknowledged[key]
                        + " was acknowledged and version "
                        + version
                        + " is there");
    }
}
