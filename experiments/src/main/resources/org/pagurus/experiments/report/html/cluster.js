// A run of a cluster over its samples: load, then energy and migrations.
FIGURES.load = data => dayFigure(data, "The cluster's load", samples => [
    { title: "hosts", lines: [
        { name: "switched on", values: spans(samples, 0), area: true },
        { name: "overloaded", values: spans(samples, 2) },
    ] },
    { title: "demand, MIPS", lines: [{ name: "demand", values: spans(samples, 1), area: true }] },
]);

FIGURES.energy = data => dayFigure(data, "The cluster's energy and migrations", samples => [
    { title: "energy in a sample, kJ", lines: [{ name: "energy", values: spans(samples, 3, 1e3), area: true }] },
    { title: "migrations", lines: [
        { name: "completed in it", values: spans(samples, 4), area: true },
        { name: "running at its end", values: spans(samples, 5) },
        { name: "waiting at its end", values: spans(samples, 6) },
    ] },
]);

function spans(samples, column, divisor = 1) {
    return samples.map((sample, i) => [i, i + 1, sample[column] / divisor]);
}

function dayFigure(data, title, panelsOf) {
    return {
        title,
        controls: () => [{ key: "run", label: "run", options: data.days.map((day, i) => [String(i), day.label]) }],
        draw: (state, colors, width) => {
            const day = data.days[state.run];
            const panels = panelsOf(day.samples);
            const rows = day.samples.map((sample, i) => ({
                at: [0, 2 * i],
                cells: [
                    String(i), number(sample[0]), number(sample[2]), number(sample[1]) + " MIPS",
                    number(sample[3] / 1e3) + " kJ", number(sample[4]), number(sample[5]), number(sample[6]),
                ],
            }));
            return {
                height: panelsHeight(panels, width),
                columns: ["sample", "hosts on", "overloaded", "demand", "energy", "completed", "running", "waiting"],
                rows,
                rowOf: pointed => rows[pointed.dataIndex >> 1],
                says: `${title}, ${day.label}: ${day.samples.length} samples, energy ${number(sum(day.samples.map(sample => sample[3])) / 1e6)} MJ.`,
                note: day.strategy,
                option: panelOption(colors, width, panels, "sample", day.samples.length || 1),
            };
        },
    };
}
