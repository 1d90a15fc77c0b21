package org.pagurus.experiments.operations;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.pagurus.report.Outcome;
import org.pagurus.transport.host.HostCounters;
import org.pagurus.transport.host.HostDaemon;
import org.pagurus.transport.netty.Refusals;

/** A host's figures as meters; docs/operations.md has their names. */
public final class HostMetrics {
    private HostMetrics() {}

    /** Adds a host's meters to a registry. */
    public static void bind(HostDaemon host, long memoryLimitBytes, MeterRegistry registry) {
        new JvmMemoryMetrics().bindTo(registry);
        bindStatus(host, memoryLimitBytes, registry);
        HostCounters counters = host.counters();
        for (Refusals.Kind kind : Refusals.Kind.values()) {
            counter("pagurus.connections.refused", counters, c -> c.refused(kind))
                    .description("Connections that were refused, by what they failed at")
                    .tag("kind", label(kind))
                    .register(registry);
        }
        for (Outcome outcome : Outcome.values()) {
            counter("pagurus.migrations.out", counters, c -> c.ended(outcome))
                    .description("Migrations away from this host that have ended")
                    .tag("outcome", label(outcome))
                    .register(registry);
        }
        counter("pagurus.migrations.in", counters, HostCounters::arrived)
                .description("Migrations to this host that have ended")
                .tag("outcome", "arrived")
                .register(registry);
        counter("pagurus.migrations.in", counters, HostCounters::discarded)
                .description("Migrations to this host that have ended")
                .tag("outcome", "discarded")
                .register(registry);
        counter("pagurus.migrations.sent", counters, HostCounters::sentBytes)
                .description("Bytes on the wire of migrations away from this host")
                .baseUnit("bytes")
                .register(registry);
        FunctionTimer.builder(
                        "pagurus.migrations.downtime",
                        counters,
                        c -> c.ended(Outcome.COMPLETED),
                        HostCounters::downtimeNs,
                        TimeUnit.NANOSECONDS)
                .description("Downtime of completed migrations away from this host")
                .register(registry);
    }

    private static void bindStatus(HostDaemon host, long memoryLimitBytes, MeterRegistry registry) {
        for (String place : host.status().guests().keySet()) {
            gauge("pagurus.guests", host, h -> h.status().guests().getOrDefault(place, 0))
                    .description("Guests, by their place")
                    .tag("place", place)
                    .register(registry);
        }
        gauge("pagurus.guests.memory", host, h -> h.status().guestBytes())
                .description("Memory that guests take")
                .baseUnit("bytes")
                .register(registry);
        gauge("pagurus.guests.memory.limit", host, h -> memoryLimitBytes)
                .description("Memory that guests may take")
                .baseUnit("bytes")
                .register(registry);
        gauge("pagurus.connections", host, h -> h.status().connections())
                .description("Connections that are open")
                .tag("state", "served")
                .register(registry);
        gauge("pagurus.connections", host, h -> h.status().handshakes())
                .description("Connections that are open")
                .tag("state", "handshake")
                .register(registry);
        gauge("pagurus.migrations.active", host, h -> h.status().outgoing().size())
                .description("Migrations under way")
                .tag("direction", "out")
                .register(registry);
        gauge("pagurus.migrations.active", host, h -> h.status().incoming())
                .description("Migrations under way")
                .tag("direction", "in")
                .register(registry);
    }

    private static FunctionCounter.Builder<HostCounters> counter(
            String name, HostCounters counters, ToDoubleFunction<HostCounters> value) {
        return FunctionCounter.builder(name, counters, value);
    }

    private static Gauge.Builder<HostDaemon> gauge(
            String name, HostDaemon host, ToDoubleFunction<HostDaemon> value) {
        return Gauge.builder(name, host, value);
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
