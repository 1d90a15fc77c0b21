// Two folders of results side by side: every metric in shares of the first folder's.
FIGURES.compared = data => ({
    title: "Differences between the two folders",
    controls: () => [
        { key: "metric", label: "metric", options: [["", "all"], ...distinct(data.compared.map(one => one.metric)).map(name => [name, name])] },
        { key: "mattering", label: "only what matters", check: true },
    ],
    draw: (state, colors, width) => {
        const all = data.compared.filter(one =>
            (!state.metric || one.metric === state.metric) && (!state.mattering || one.matters));
        // Of nothing there is no share.
        const drawable = all.filter(one => one.percent !== null);
        const shown = spread(drawable, MOST_DIFFERENCES);
        const row = one => ({
            label: [one.metric, one.point].filter(text => text).join(", "),
            difference: one.percent,
            halfWidth: one.halfWidthPercent,
            matters: one.matters,
            cells: [one.metric, one.point, one.first, one.second, one.difference,
                one.percent === null ? "–" : number(one.percent) + " %", one.verdict, one.statement],
        });
        const drawn = shown.map((one, i) => ({ ...row(one), at: [0, i] }));
        const rest = all.filter(one => !shown.includes(one)).map(row);
        return {
            height: differenceHeight(drawn.length, width),
            columns: ["metric", "point", "A", "B", "difference", "of A", "verdict", "in words"],
            rows: [...drawn, ...rest],
            says: `Differences of B from A, % of A; ${all.filter(one => one.matters).length} of ${all.length} matter.`,
            note: tooMany(shown.length, drawable.length),
            option: differenceOption(colors, width, drawn, "difference, % of A"),
        };
    },
});
