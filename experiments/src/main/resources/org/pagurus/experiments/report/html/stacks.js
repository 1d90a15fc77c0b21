// Rows of stacked bars, and the two figures that are made of them: parts of the downtime, codecs.
const MOST_ROWS = 40;

// parts: [{name, values}]; a value for each label, in order
function stackOption(colors, width, labels, parts, title) {
    const base = baseOption(colors);
    return {
        ...base,
        aria: { enabled: true, label: { enabled: false }, decal: { show: true, decals: decals(colors) } },
        tooltip: { ...base.tooltip, trigger: "item" },
        grid: { left: 12, right: 28, top: legendHeight(parts.map(part => part.name), width) + 6, bottom: 36, containLabel: true },
        xAxis: acrossAxis(colors, title, { min: 0, splitNumber: isNarrow(width) ? 3 : 5, axisLabel: { formatter: number } }),
        yAxis: axis(colors, {
            type: "category",
            data: labels,
            inverse: true,
            axisLabel: { color: colors.ink, width: Math.min(260, width * 0.32), overflow: "truncate", interval: 0 },
        }),
        series: parts.map((part, i) => ({
            name: part.name,
            type: "bar",
            stack: "all",
            data: part.values,
            barMaxWidth: 18,
            itemStyle: { color: colors.series[i % colors.series.length], borderColor: colors.paper, borderWidth: 1 },
        })),
    };
}

// Patterns that tell parts apart without their colours.
function decals(colors) {
    const color = colors.paper + "66";
    return [
        { symbol: "none" },
        { color, dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4 },
        { color, symbol: "circle", dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [6, 0], symbolSize: 0.6 },
        { color, dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: Math.PI / 4 },
        { color, dashArrayX: [1, 0], dashArrayY: [4, 3], rotation: 0 },
        { color, dashArrayX: [1, 0], dashArrayY: [2, 3], rotation: Math.PI / 2 },
        { color, symbol: "rect", dashArrayX: [[4, 4], [0, 4, 4, 0]], dashArrayY: [4, 0], symbolSize: 0.8 },
        { color, symbol: "triangle", dashArrayX: [[8, 8], [0, 8, 8, 0]], dashArrayY: [8, 0], symbolSize: 0.7 },
    ];
}

function stackHeight(rows, parts, width) {
    return legendHeight(parts.map(part => part.name), width) + 6 + 36 + 34 + Math.max(rows, 2) * 28;
}

// Rows of the table: one for each label, with a column for each part.
function stackRows(labels, parts, unit) {
    return labels.map((label, i) => ({
        at: [0, i],
        cells: [label, ...parts.map(part => withUnit(part.values[i], unit)), withUnit(sum(parts.map(part => part.values[i])), unit)],
    }));
}

// The points along one field, as rows.
function pointRows(data, state) {
    const places = data.fields.length ? heldPoints(data, state, [state.across]) : data.points.map((point, i) => i);
    return places.map(place => ({
        place,
        label: data.fields.length ? data.fields[state.across].values[data.points[place].values[state.across]] : data.name,
    }));
}

function pointControls(data, state) {
    return data.fields.length
        ? [{ key: "across", label: "a bar for each", options: fieldOptions(data) }, ...heldControls(data, [state.across])]
        : [];
}

FIGURES.downtime = data => ({
    title: "The downtime in its parts",
    controls: state => (data.points.length > 1 ? pointControls(data, state) : []),
    draw: (state, colors, width) => {
        const rows = data.points.length > 1 ? pointParts(data, state) : runParts(data);
        const shown = spread(rows, MOST_ROWS);
        const parts = data.downtimeParts
            .map((name, i) => ({ name, values: shown.map(row => row.parts[i]) }))
            .filter(part => sum(part.values) > 0);
        const labels = shown.map(row => row.label);
        return {
            height: stackHeight(shown.length, parts, width),
            columns: [data.points.length > 1 ? data.fields[state.across].name : "migration", ...parts.map(part => part.name), "downtime"],
            rows: stackRows(labels, parts, "ms"),
            rowOf: pointed => ({ cells: [labels[pointed.dataIndex], ...parts.map(part => withUnit(part.values[pointed.dataIndex], "ms")), withUnit(sum(parts.map(part => part.values[pointed.dataIndex])), "ms")] }),
            says: "Parts of the downtime, ms" + (data.points.length > 1 ? ", means of the runs." : "."),
            note: tooMany(shown.length, rows.length),
            option: stackOption(colors, width, labels, parts, "downtime, ms"),
        };
    },
});

function pointParts(data, state) {
    return pointRows(data, state).map(({ place, label }) => ({ label, parts: data.downtimeMs[place] }));
}

function runParts(data) {
    return data.migrations
        .filter(one => one.outcome === "completed")
        .map(one => ({ label: one.label, parts: one.partsNs.map(ns => ns / 1e6) }));
}

FIGURES.codecs = data => ({
    title: "Compression by codec and kind of page",
    controls: state => [
        { key: "by", label: "parts", options: [["codec", "codecs"], ["class", "kinds of pages"]] },
        { key: "what", label: "of", options: [["bytes", "bytes sent, MiB"], ["pages", "pages"], ["share", "pages, %"]] },
        ...pointControls(data, state),
    ],
    draw: (state, colors, width) => {
        const all = pointRows(data, state);
        const shown = spread(all, MOST_ROWS);
        const unit = { bytes: "MiB", pages: "", share: "%" }[state.what];
        const parts = codecParts(data, state, shown);
        const labels = shown.map(row => row.label);
        const title = { bytes: "bytes of pages sent, MiB", pages: "pages sent", share: "pages sent, %" }[state.what];
        const rows = stackRows(labels, parts, unit);
        return {
            height: stackHeight(shown.length, parts, width),
            columns: [data.fields.length ? data.fields[state.across].name : "scenario", ...parts.map(part => part.name), "all"],
            rows,
            rowOf: pointed => rows[pointed.dataIndex],
            says: title + " by " + (state.by === "codec" ? "codec" : "kind of page") + ", means of the runs.",
            note: tooMany(shown.length, all.length),
            option: stackOption(colors, width, labels, parts, title),
        };
    },
});

function codecParts(data, state, rows) {
    const from = state.what === "bytes" ? data.codecs.mebibytes : data.codecs.pages;
    const names = state.by === "codec" ? data.codecs.codecs : data.codecs.classes;
    const totals = rows.map(({ place }) => sum(data.codecs.pages.map(codec => codec[place])));
    return [...new Set(names)].map(name => ({
        name,
        values: rows.map(({ place }, i) => {
            const amount = sum(from.filter((codec, j) => names[j] === name).map(codec => codec[place]));
            return state.what === "share" ? (totals[i] ? (100 * amount) / totals[i] : 0) : amount;
        }),
    }));
}
