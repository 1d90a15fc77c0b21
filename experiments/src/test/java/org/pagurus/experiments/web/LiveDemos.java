package org.pagurus.experiments.web;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pagurus.codec.CodecId;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.engine.page.PageStates;
import org.pagurus.engine.page.PageSummary;
import org.pagurus.experiments.demo.DemoOptions;
import org.pagurus.experiments.demo.DemoResult;
import org.pagurus.experiments.report.Reports;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.synthetic.SyntheticGuests;
import org.pagurus.guest.synthetic.Workloads;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.memory.SoftwareDirtyLog;
import org.pagurus.report.MigrationReport;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.MigrationSettings;

/** Demos to look at, and what is told of them. */
final class LiveDemos {
    static final long MEMORY_BYTES = 64L << 20;

    private static final int PAGES = (int) (MEMORY_BYTES >> 12);

    /** What each migration came to. */
    final List<DemoResult> results = new ArrayList<>();

    final LiveDemo demo = new LiveDemo(options(), "idle", results::add);

    static DemoResult result(MigrationReport report) {
        return new DemoResult(report, "software", Reports.CLIENT, true, List.of("a finding"));
    }

    static HostReply.Migrated migrated(MigrationReport report) {
        return new HostReply.Migrated(report, "software");
    }

    /** So many of the pages are sent, the others pending. */
    static HostReply.Pages pages(int sent) {
        PageStates states = new PageStates(PAGES, new SoftwareDirtyLog(PAGES));
        for (int page = 0; page < sent; page++) {
            states.sent(page, CodecId.RAW);
        }
        return new HostReply.Pages(0, states.summary(PageSummary.MAX_CELLS));
    }

    private static DemoOptions options() {
        GuestDescription guest =
                SyntheticGuests.describe(
                        "demo",
                        MEMORY_BYTES,
                        new NicAddress(
                                MacAddress.parse("52:54:00:00:00:02"),
                                Ipv4Address.parse("10.0.0.2")),
                        new SyntheticConfig(
                                Workloads.parse("idle"),
                                ContentMix.parse("zero=100"),
                                0,
                                1 << 20,
                                1 << 20,
                                1,
                                1));
        MigrationSettings settings =
                new MigrationSettings(
                        1,
                        "predictive",
                        300_000_000,
                        300_000_000,
                        0,
                        10,
                        1_000_000_000L,
                        Verification.DIGEST,
                        0,
                        "none",
                        1,
                        0,
                        0);
        return new DemoOptions(
                guest,
                settings,
                DirtyLogKind.SOFTWARE,
                Path.of("."),
                0,
                1,
                DemoOptions.NetworkKind.VIRTUAL,
                null);
    }
}
