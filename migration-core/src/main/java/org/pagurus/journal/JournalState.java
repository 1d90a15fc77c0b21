package org.pagurus.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pagurus.protocol.MigrationToken;

/**
 * What a journal's records add up to: the last record of each migration, and for each guest the
 * record that says where it is. One thread.
 */
final class JournalState {
    /** Migrations that the other side may still ask for. */
    static final int OPEN_MIGRATIONS = 4096;

    /** Migrations that are over; the oldest are forgotten. */
    static final int CLOSED_MIGRATIONS = 1024;

    /** Guests that are here, or were released and may have to come back. */
    static final int GUESTS = 4096;

    /** What a record says. Its number in the journal is its ordinal. */
    enum Meaning {
        /** As it was appended: what it says of the guest's place depends on those before it. */
        APPENDED,
        /** Kept by a rewrite for its migration alone. */
        MIGRATION,
        /** Kept by a rewrite because the guest's place is this. */
        PLACE,
        /** Kept for both. */
        MIGRATION_AND_PLACE
    }

    /** A record with its place in the order of appending. */
    private record Entry(long number, JournalRecord record) {}

    /** A record that must be kept, and for what. */
    record Kept(JournalRecord record, Meaning meaning) {}

    private final Map<MigrationToken, Entry> open = new LinkedHashMap<>();
    private final LinkedHashMap<MigrationToken, Entry> closed = new LinkedHashMap<>();
    private final Map<String, Entry> guests = new TreeMap<>();
    private long count;

    /**
     * Whether there is room for a record.
     *
     * @throws IOException when there is not: a limit, in one line
     */
    void check(JournalRecord record) throws IOException {
        JournalRecord.Step step = record.step();
        if (step.isOpen() && !open.containsKey(record.token()) && open.size() >= OPEN_MIGRATIONS) {
            throw new IOException(
                    "journal: expected up to "
                            + OPEN_MIGRATIONS
                            + " migrations that are not settled but found as many already");
        }
        if (step.bringsGuest()
                && !guests.containsKey(record.guestName())
                && guests.size() >= GUESTS) {
            throw new IOException(
                    "journal: expected up to " + GUESTS + " guests but found as many already");
        }
    }

    void apply(JournalRecord record, Meaning meaning) {
        Entry entry = new Entry(count++, record);
        if (record.step().isOfMigration() && meaning != Meaning.PLACE) {
            open.remove(record.token());
            closed.remove(record.token());
            if (record.step().isOpen()) {
                open.put(record.token(), entry);
            } else {
                closed.put(record.token(), entry);
                if (closed.size() > CLOSED_MIGRATIONS) {
                    closed.pollFirstEntry();
                }
            }
        }
        if (record.guest() == null) {
            return;
        }
        switch (meaning) {
            case APPENDED -> move(record.guestName(), entry);
            case PLACE, MIGRATION_AND_PLACE -> guests.put(record.guestName(), entry);
            case MIGRATION -> {}
        }
    }

    /** Where the guest is now. */
    private void move(String name, Entry entry) {
        JournalRecord record = entry.record();
        switch (record.step()) {
            case STARTED, OWNED, RELEASED -> guests.put(name, entry);
            case STOPPED -> guests.remove(name);
            case RECLAIMED, FORCED -> {
                if (isByMigration(name, record.token())) {
                    guests.put(name, entry);
                }
            }
            case DONE, REFUSED -> {
                if (isByMigration(name, record.token())) {
                    guests.remove(name);
                }
            }
            case LEAVING, KEPT, CONFIRMED -> {}
        }
    }

    /** Of a guest that has the name by another way, or was stopped, a migration says nothing. */
    private boolean isByMigration(String name, MigrationToken token) {
        Entry place = guests.get(name);
        return place != null && place.record().token().equals(token);
    }

    Optional<JournalRecord> last(MigrationToken token) {
        Entry entry = open.containsKey(token) ? open.get(token) : closed.get(token);
        return Optional.ofNullable(entry).map(Entry::record);
    }

    /** The oldest first. */
    List<JournalRecord> migrations() {
        return allMigrations().stream()
                .sorted(Comparator.comparingLong(Entry::number))
                .map(Entry::record)
                .toList();
    }

    /** By name. */
    List<JournalRecord> guests() {
        return guests.values().stream().map(Entry::record).toList();
    }

    /** The records that add up to the same again, in their order. */
    List<Kept> kept() {
        Map<Long, Kept> all = new TreeMap<>();
        for (Entry entry : allMigrations()) {
            all.put(entry.number(), new Kept(entry.record(), Meaning.MIGRATION));
        }
        for (Entry entry : guests.values()) {
            Meaning meaning =
                    all.containsKey(entry.number()) ? Meaning.MIGRATION_AND_PLACE : Meaning.PLACE;
            all.put(entry.number(), new Kept(entry.record(), meaning));
        }
        return List.copyOf(all.values());
    }

    private List<Entry> allMigrations() {
        List<Entry> all = new ArrayList<>(open.values());
        all.addAll(closed.values());
        return all;
    }
}
