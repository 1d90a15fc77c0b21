// One migration over time: its rounds one after the other.
const PAGE_BYTES = 4096;
const MIB = 1 << 20;

function rate(bytes, ns) {
    return ns > 0 ? bytes / 1e6 / (ns / 1e9) : 0;
}

// Rounds with where each starts, in seconds, and rates in MB/s.
function timed(migration) {
    let startNs = 0;
    return migration.rounds.map((round, i) => {
        const [durationNs, bytes, pages, skippedPages, dirtiedPages, pendingPages, throttle] = round;
        const from = startNs / 1e9;
        startNs += durationNs;
        return {
            round: i, from, until: startNs / 1e9, pages, skippedPages, throttle,
            sent: bytes / MIB,
            pending: (pendingPages * PAGE_BYTES) / MIB,
            sentRate: rate(bytes, durationNs),
            dirtyRate: rate(dirtiedPages * PAGE_BYTES, durationNs),
        };
    });
}

FIGURES.timeline = data => ({
    title: "A migration over time",
    controls: () => [{
        key: "run",
        label: "migration",
        options: data.migrations.map((one, i) => [String(i), one.label]),
    }],
    draw: (state, colors, width) => {
        const migration = data.migrations[state.run];
        const rounds = timed(migration);
        const last = rounds.length ? rounds[rounds.length - 1] : null;
        const most = Math.max(migration.totalTimeNs / 1e9, last ? last.until : 0) || 1;
        const values = key => rounds.map(round => [round.from, round.until, round[key]]);
        const paused = migration.outcome === "completed" && last
            ? {
                silent: true,
                symbol: "none",
                data: [{ xAxis: last.from }],
                lineStyle: { color: colors.series[4], type: "solid", width: 1.5 },
                label: { formatter: "paused", color: colors.series[4], position: "end", align: "right", distance: 4 },
            }
            : undefined;
        const panels = [
            {
                title: "MB/s",
                marks: paused,
                lines: [
                    { name: "sent (link rate)", values: values("sentRate") },
                    { name: "dirtied by the guest", values: values("dirtyRate") },
                ],
            },
            {
                title: "MiB",
                lines: [
                    { name: "sent in the round", values: values("sent"), area: true },
                    { name: "pending after it", values: values("pending") },
                ],
            },
        ];
        if (rounds.some(round => round.throttle > 0)) {
            panels.push({ title: "throttling, %", lines: [{ name: "throttling", values: values("throttle"), area: true }] });
        }
        const rows = rounds.map((round, i) => ({
            at: [0, 2 * i],
            cells: [
                String(round.round), number(round.from) + " s", number(round.until - round.from) + " s",
                number(round.sent) + " MiB", number(round.sentRate) + " MB/s", number(round.dirtyRate) + " MB/s",
                number(round.pending) + " MiB", number(round.skippedPages), round.throttle + " %",
            ],
        }));
        return {
            height: panelsHeight(panels, width),
            columns: ["round", "start", "duration", "sent", "sent a second", "dirtied a second", "pending after it", "pages skipped", "throttling"],
            rows,
            rowOf: pointed => rows[pointed.dataIndex >> 1],
            says: `${migration.label}: ${migration.outcome} after ${number(migration.totalTimeNs / 1e9)} s and ${rounds.length} rounds, downtime ${number(migration.downtimeNs / 1e6)} ms.`,
            note: `${migration.outcome}${migration.reason ? ": " + migration.reason : ""}; total ${number(migration.totalTimeNs / 1e9)} s, downtime ${number(migration.downtimeNs / 1e6)} ms (expected ${number(migration.expectedDowntimeNs / 1e6)} ms, limit ${number(migration.downtimeLimitNs / 1e6)} ms)`,
            option: panelOption(colors, width, panels, "s from the first round on", most),
        };
    },
});
