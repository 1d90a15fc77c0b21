package org.pagurus.transport.command;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.page.PageSummary;
import org.pagurus.guest.GuestDescription;

/** What a person or a script can ask of a host daemon. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
@JsonSubTypes({
    @JsonSubTypes.Type(value = HostRequest.StartGuest.class, name = "startGuest"),
    @JsonSubTypes.Type(value = HostRequest.DescribeGuests.class, name = "describeGuests"),
    @JsonSubTypes.Type(value = HostRequest.StopGuest.class, name = "stopGuest"),
    @JsonSubTypes.Type(value = HostRequest.SaveGuest.class, name = "saveGuest"),
    @JsonSubTypes.Type(value = HostRequest.RestoreGuest.class, name = "restoreGuest"),
    @JsonSubTypes.Type(value = HostRequest.CheckGuest.class, name = "checkGuest"),
    @JsonSubTypes.Type(value = HostRequest.MeasureGuest.class, name = "measureGuest"),
    @JsonSubTypes.Type(value = HostRequest.Migrate.class, name = "migrate"),
    @JsonSubTypes.Type(value = HostRequest.Cancel.class, name = "cancel"),
    @JsonSubTypes.Type(value = HostRequest.DescribeMigrations.class, name = "describeMigrations"),
    @JsonSubTypes.Type(value = HostRequest.PlanRecovery.class, name = "planRecovery"),
    @JsonSubTypes.Type(value = HostRequest.Recover.class, name = "recover")
})
public sealed interface HostRequest {
    /**
     * Make a guest, fill its memory and let it run; answered by {@link HostReply.Done}.
     *
     * @param mac the virtual MAC, such as {@code 52:54:00:00:00:01}
     * @param ip the virtual IPv4 address
     * @param configuration what its kind of guest needs beside it
     */
    record StartGuest(
            String name, String kind, long memoryBytes, String mac, String ip, byte[] configuration)
            implements HostRequest {
        public StartGuest {
            requireNonNull(name, "name");
            requireNonNull(kind, "kind");
            requireNonNull(mac, "mac");
            requireNonNull(ip, "ip");
            requireNonNull(configuration, "configuration");
        }

        /** For this guest. */
        public static StartGuest of(GuestDescription guest) {
            return new StartGuest(
                    guest.name(),
                    guest.kind(),
                    guest.memoryBytes(),
                    guest.nic().mac().toString(),
                    guest.nic().ip().toString(),
                    guest.configuration().toByteArray());
        }
    }

    /** Describe one guest, or all; answered by {@link HostReply.Guests}. */
    record DescribeGuests(@Nullable String name) implements HostRequest {}

    /** Stop a guest for good; answered by {@link HostReply.Done}. */
    record StopGuest(String name) implements HostRequest {
        public StopGuest {
            requireNonNull(name, "name");
        }
    }

    /**
     * Write a running guest to a checkpoint; answered by {@link HostReply.Saved}.
     *
     * @param file an absolute path on the host's machine
     * @param replace whether a checkpoint that is there is replaced
     * @param selector what chooses how each page is encoded, by itself
     */
    record SaveGuest(String name, String file, boolean replace, String selector)
            implements HostRequest {
        /** Fast, and a third to a half of the size on most memory. */
        public static final String DEFAULT_SELECTOR = "fixed:lz4";

        public SaveGuest {
            requireNonNull(name, "name");
            requireNonNull(file, "file");
            requireNonNull(selector, "selector");
        }
    }

    /**
     * Let a guest run as it was saved; answered by {@link HostReply.Restored}.
     *
     * @param file an absolute path on the host's machine
     * @param force whether to do so where another host may run it
     */
    record RestoreGuest(String file, boolean force) implements HostRequest {
        public RestoreGuest {
            requireNonNull(file, "file");
        }
    }

    /**
     * Check what must hold of a guest's memory at any time; answered by {@link HostReply.Checked}.
     */
    record CheckGuest(String name) implements HostRequest {
        public CheckGuest {
            requireNonNull(name, "name");
        }
    }

    /**
     * Count the pages that a running guest dirties; answered by {@link HostReply.Measured}. It runs
     * on, and does not leave or stop meanwhile.
     *
     * @param intervalsNs one behind the other: 1 to {@value #MOST_INTERVALS}, each 1 ms or more,
     *     together up to a minute
     */
    record MeasureGuest(String name, List<Long> intervalsNs) implements HostRequest {
        public static final int MOST_INTERVALS = 100;
        public static final long LEAST_INTERVAL_NS = 1_000_000;
        public static final long MOST_NS = 60_000_000_000L;

        public MeasureGuest {
            requireNonNull(name, "name");
            intervalsNs = List.copyOf(intervalsNs);
        }
    }

    /**
     * Move a guest to another host; answered by {@link HostReply.Progress}, {@link HostReply.Pages}
     * and {@link HostReply.Round} on the way and {@link HostReply.Migrated} at the end.
     *
     * @param pageCells into how many cells {@link HostReply.Pages} gathers the guest's pages: up to
     *     {@value PageSummary#MAX_CELLS}, 0 for nobody who watches them
     */
    record Migrate(String name, String host, int port, MigrationSettings settings, int pageCells)
            implements HostRequest {
        /** With nobody who watches its pages. */
        public Migrate(String name, String host, int port, MigrationSettings settings) {
            this(name, host, port, settings, 0);
        }

        public Migrate {
            requireNonNull(name, "name");
            requireNonNull(host, "host");
            requireNonNull(settings, "settings");
        }
    }

    /** List the migrations that the host knows of; answered by {@link HostReply.Migrations}. */
    record DescribeMigrations() implements HostRequest {}

    /**
     * Say what {@link Recover} would do; answered by {@link HostReply.RecoveryPlan}.
     *
     * @param target a guest's name or a migration's token; null for all that is to be recovered
     * @param force whether to do without a host that cannot be reached
     */
    record PlanRecovery(@Nullable String target, boolean force) implements HostRequest {}

    /** Settle what is in doubt and boot what is down; answered by {@link HostReply.Recovered}. */
    record Recover(@Nullable String target, boolean force) implements HostRequest {}

    /** Give a guest's migration up; answered by {@link HostReply.Done}. */
    record Cancel(String name) implements HostRequest {
        public Cancel {
            requireNonNull(name, "name");
        }
    }
}
