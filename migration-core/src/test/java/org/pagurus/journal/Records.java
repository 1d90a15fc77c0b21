package org.pagurus.journal;

import com.google.protobuf.ByteString;
import java.util.random.RandomGenerator;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.protocol.MigrationToken;

/** Records for tests. */
final class Records {
    static final MigrationToken TOKEN =
            new MigrationToken(0x0102030405060708L, 0x090a0b0c0d0e0f10L);
    static final GuestDescription CRAB = guest("crab", ByteString.copyFromUtf8("xyz"));

    private Records() {}

    static GuestDescription guest(String name, ByteString configuration) {
        return new GuestDescription(
                name,
                "synthetic",
                64 << 20,
                new NicAddress(
                        MacAddress.parse("52:54:00:00:00:01"), Ipv4Address.parse("10.0.0.1")),
                configuration);
    }

    static JournalRecord released() {
        return new JournalRecord(Step.RELEASED, TOKEN, CRAB, "127.0.0.1:7412", 0x0000019000000000L);
    }

    /** A step of a migration of crab that this number names. */
    static JournalRecord of(Step step, long migration) {
        return of(step, migration, CRAB);
    }

    static JournalRecord of(Step step, long migration, GuestDescription guest) {
        MigrationToken token =
                step.isOfMigration()
                        ? new MigrationToken(7, migration)
                        : JournalRecord.NO_MIGRATION;
        return new JournalRecord(step, token, guest, "there:1", 1_000 + migration);
    }

    /** Any record, with a guest of a few names and a migration of a few tokens. */
    static JournalRecord random(RandomGenerator random) {
        Step step = Step.values()[random.nextInt(Step.values().length)];
        byte[] configuration = new byte[random.nextInt(random.nextInt(20) == 0 ? 65_536 : 100)];
        random.nextBytes(configuration);
        GuestDescription guest =
                random.nextInt(10) == 0
                        ? null
                        : guest("g" + random.nextInt(4), ByteString.copyFrom(configuration));
        return of(step, random.nextInt(12), guest);
    }
}
