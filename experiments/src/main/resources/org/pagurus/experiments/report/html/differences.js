// Differences with their intervals, beside none at all. Those that matter are filled squares.
const MOST_DIFFERENCES = 40;

// rows: [{label, difference, halfWidth, matters, cells}]
function differenceOption(colors, width, rows, title) {
    const base = baseOption(colors);
    const color = row => (row.matters ? colors.series[1] : colors.soft);
    return {
        ...base,
        legend: { show: false },
        tooltip: { ...base.tooltip, trigger: "item" },
        grid: { left: 12, right: 28, top: 16, bottom: 36, containLabel: true },
        xAxis: acrossAxis(colors, title, { splitNumber: isNarrow(width) ? 2 : 5, axisLabel: { formatter: number } }),
        yAxis: axis(colors, {
            type: "category",
            data: rows.map(row => row.label),
            inverse: true,
            axisLabel: {
                color: colors.ink,
                width: Math.min(300, width * 0.42),
                overflow: isNarrow(width) ? "break" : "truncate",
                lineHeight: 15,
                interval: 0,
            },
        }),
        series: [
            {
                type: "scatter",
                data: rows.map((row, i) => ({
                    value: [row.difference, i],
                    symbol: row.matters ? "rect" : "circle",
                    itemStyle: row.matters
                        ? { color: color(row) }
                        : { color: colors.paper, borderColor: color(row), borderWidth: 2 },
                })),
                symbolSize: 10,
                z: 3,
                markLine: {
                    silent: true,
                    symbol: "none",
                    data: [{ xAxis: 0 }],
                    label: { show: false },
                    lineStyle: { color: colors.ink, type: "solid", width: 1 },
                },
            },
            {
                type: "custom",
                silent: true,
                z: 2,
                encode: { x: [0, 1], y: 2 },
                data: rows.map((row, i) => [row.difference - (row.halfWidth || 0), row.difference + (row.halfWidth || 0), i]),
                renderItem: (params, api) => {
                    const low = api.coord([api.value(0), api.value(2)]);
                    const high = api.coord([api.value(1), api.value(2)]);
                    const style = { stroke: color(rows[params.dataIndex]), lineWidth: 2, fill: null };
                    const line = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style });
                    const y = low[1];
                    return {
                        type: "group",
                        children: [line(low[0], y, high[0], y), line(low[0], y - 4, low[0], y + 4), line(high[0], y - 4, high[0], y + 4)],
                    };
                },
            },
        ],
    };
}

function differenceHeight(rows, width) {
    return 16 + 36 + 34 + Math.max(rows, 2) * (isNarrow(width) ? 48 : 26);
}

function distinct(values) {
    return [...new Set(values)];
}

FIGURES.comparisons = data => ({
    title: "Settings held against each other",
    controls: state => {
        const of = data.comparisons.filter(one => one.field === state.field);
        return [
            { key: "field", label: "settings", options: distinct(data.comparisons.map(one => one.field)).map(field => [field, field]) },
            { key: "metric", label: "metric", options: inOrder(data, distinct(of.map(one => one.metric))).map(name => [name, metricTitle(data, name)]) },
        ];
    },
    draw: (state, colors, width) => {
        const all = data.comparisons.filter(one => one.field === state.field && one.metric === state.metric);
        const drawable = all.filter(one => one.difference !== null);
        const shown = spread(drawable, MOST_DIFFERENCES);
        const unit = metricUnit(data, state.metric);
        const rows = shown.map((one, i) => ({
            at: [0, i],
            label: one.label,
            difference: one.difference,
            halfWidth: one.halfWidth,
            matters: one.significant,
            cells: [
                one.label, withUnit(one.difference, unit),
                one.halfWidth === null ? "–" : "± " + withUnit(one.halfWidth, unit, 2),
                String(one.pairs), one.significant ? "significant" : "not significant", one.statement,
            ],
        }));
        return {
            height: differenceHeight(rows.length, width),
            columns: ["difference", "mean", Math.round(100 * data.confidence) + " % interval", "pairs", "verdict", "in words"],
            rows,
            says: `Differences in ${metricTitle(data, state.metric)} between values of ${state.field}; ${rows.filter(row => row.matters).length} of ${rows.length} significant.`,
            note: tooMany(shown.length, drawable.length),
            option: differenceOption(colors, width, rows, "difference in " + metricTitle(data, state.metric)),
        };
    },
});

function inOrder(data, names) {
    return data.metrics.map(metric => metric.name).filter(name => names.includes(name));
}

function metricTitle(data, name) {
    const metric = data.metrics.find(one => one.name === name);
    return metric ? titled(metric) : name;
}

function metricUnit(data, name) {
    const metric = data.metrics.find(one => one.name === name);
    return metric ? metric.unit : "";
}
