// A metric over a swept field, with intervals; another field as series.
const MARKED_POINTS = 60;
const CAP = 4;
const APART = 11;

FIGURES.sweep = data => ({
    title: "A metric over a swept field",
    controls: state => {
        const others = fieldOptions(data).filter(option => option[0] !== state.across && data.fields[option[0]].values.length > 1);
        return [
            { key: "metric", label: "metric", options: data.metrics.map(metric => [metric.name, titled(metric)]) },
            { key: "across", label: "over", options: fieldOptions(data) },
            { key: "series", label: "a line for each", options: [...others, ["", "nothing"]] },
            ...heldControls(data, [state.across, state.series]),
            { key: "log", label: "logarithmic", check: true },
            { key: "close", label: "close up", check: true },
        ];
    },
    draw: (state, colors, width) => {
        const metric = data.metrics.find(one => one.name === state.metric);
        const field = data.fields[state.across];
        const across = fieldAxis(colors, field, width);
        const groups = grouped(data, state);
        const joined = Boolean(field.positions);
        const least = Math.min(...metric.means.filter(mean => mean > 0));
        const logarithmic = state.log && Number.isFinite(least);
        const rows = [];
        const series = [];
        groups.forEach((group, i) => {
            const shift = joined ? 0 : (i - (groups.length - 1) / 2) * APART;
            const known = group.places.filter(place => metric.means[place] !== null && (!logarithmic || metric.means[place] > 0));
            const at = place => across.place(data.points[place].values[state.across]);
            const color = colors.series[i % colors.series.length];
            known.forEach((place, j) => rows.push({
                at: [2 * i, j],
                cells: [
                    field.values[data.points[place].values[state.across]],
                    ...(group.name ? [group.name] : []),
                    withUnit(metric.means[place], metric.unit),
                    metric.halfWidths[place] === null ? "–" : "± " + withUnit(metric.halfWidths[place], metric.unit, 2),
                    `${data.points[place].completed} of ${data.points[place].runs}`,
                ],
            }));
            series.push({
                name: group.name || titled(metric),
                type: joined ? "line" : "scatter",
                data: known.map(place => [at(place), metric.means[place]]),
                symbol: SYMBOLS[i % SYMBOLS.length],
                symbolSize: 9,
                symbolOffset: [shift, 0],
                showSymbol: known.length <= MARKED_POINTS,
                itemStyle: { color },
                lineStyle: { color, width: 2, type: DASHES[i % DASHES.length] },
                z: 3,
            });
            series.push(intervals(group.name || titled(metric), color, shift, known.map(place => {
                const half = metric.halfWidths[place] || 0;
                const low = metric.means[place] - half;
                return [at(place), logarithmic ? Math.max(low, least / 10) : low, metric.means[place] + half];
            })));
        });
        const many = rows.length > MARKED_POINTS * groups.length;
        const base = baseOption(colors);
        const head = groups.length > 1 ? legendHeight(groups.map(group => group.name), width) : 8;
        return {
            height: 346 + head,
            columns: [
                field.name,
                ...(groups[0] && groups[0].name ? [data.fields[state.series].name] : []),
                metric.label, Math.round(100 * data.confidence) + " % interval", "completed",
            ],
            rows,
            says: `${titled(metric)} over ${field.name}${held(data, state)}.`,
            option: {
                ...base,
                legend: { ...base.legend, show: groups.length > 1 },
                tooltip: { ...base.tooltip, trigger: many ? "axis" : "item" },
                grid: { left: 12, right: 24, top: head + 34, bottom: 56, containLabel: true },
                xAxis: across.axis,
                yAxis: [
                    upAxis(colors, titled(metric), { type: logarithmic ? "log" : "value", scale: state.close }),
                    { type: "value", show: false, min: 0, max: 1 },
                ],
                series: [...series, ...across.labels],
            },
        };
    },
});

function held(data, state) {
    const words = heldControls(data, [state.across, state.series])
        .map(one => one.label + " " + one.options.find(option => option[0] === state[one.key])[1]);
    return words.length ? " at " + words.join(", ") : "";
}

// The points of each series, by the field that makes series.
function grouped(data, state) {
    const places = heldPoints(data, state, [state.across, state.series]);
    if (!state.series) return [{ name: "", places }];
    const field = data.fields[state.series];
    return field.values
        .map((value, i) => ({
            name: value,
            places: places.filter(place => data.points[place].values[state.series] === i),
        }))
        .filter(group => group.places.length > 0);
}

function intervals(name, color, shift, values) {
    return {
        name,
        type: "custom",
        data: values,
        encode: { x: 0, y: [1, 2] },
        itemStyle: { color },
        silent: true,
        z: 2,
        renderItem: (params, api) => {
            const low = api.coord([api.value(0), api.value(1)]);
            const high = api.coord([api.value(0), api.value(2)]);
            const x = low[0] + shift;
            const style = { stroke: color, lineWidth: 1.5, fill: null };
            const line = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style });
            return {
                type: "group",
                children: [
                    line(x, low[1], x, high[1]),
                    line(x - CAP, low[1], x + CAP, low[1]),
                    line(x - CAP, high[1], x + CAP, high[1]),
                ],
            };
        },
    };
}
