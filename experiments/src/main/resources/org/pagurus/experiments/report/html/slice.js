// Points of the sweep along one field, the others held. Several figures choose them the same way.
function fieldOptions(data) {
    return data.fields.map((field, i) => [String(i), field.name]);
}

// A select for the value of each field that is not shown otherwise.
function heldControls(data, shown) {
    return data.fields.flatMap((field, i) =>
        shown.includes(String(i)) || field.values.length < 2
            ? []
            : [{ key: "held" + i, label: field.name, options: field.values.map((value, j) => [String(j), value]) }]);
}

// Where in the columns of metrics the points are that have the values held.
function heldPoints(data, state, shown) {
    const found = [];
    data.points.forEach((point, place) => {
        const fits = data.fields.every((field, i) =>
            shown.includes(String(i)) || field.values.length < 2 || String(point.values[i]) === state["held" + i]);
        if (fits) found.push(place);
    });
    return found;
}

// How numbers stand along an axis: as they are, or by their logarithms. Names stand side by side.
// The library puts ticks where it likes, so numbers are labelled by a series of their own.
function fieldAxis(colors, field, width) {
    if (!field.positions) {
        return {
            place: index => index,
            axis: acrossAxis(colors, field.name, { type: "category", data: field.values, axisLabel: { interval: "auto" } }),
            labels: [],
        };
    }
    const places = field.positions.map(value => (field.logarithmic ? Math.log10(value) : value));
    const margin = (places[places.length - 1] - places[0]) * 0.04 || 1;
    const least = places[0] - margin;
    const most = places[places.length - 1] + margin;
    const shown = roomyLabels(field.values, places.map(place => ((place - least) / (most - least)) * (width - 90)));
    return {
        place: index => places[index],
        axis: acrossAxis(colors, field.name, {
            min: least,
            max: most,
            splitLine: { show: false },
            axisTick: { show: false },
            axisLabel: { show: false },
            axisPointer: { label: { show: false } },
        }),
        labels: [{
            type: "scatter",
            silent: true,
            yAxisIndex: 1,
            symbol: "rect",
            symbolSize: [1, 5],
            symbolOffset: [0, 2.5],
            itemStyle: { color: colors.soft },
            data: shown.map(i => ({ value: [places[i], 0], name: field.values[i] })),
            label: { show: true, position: "bottom", distance: 4, formatter: "{b}", color: colors.soft, fontSize: 12 },
            tooltip: { show: false },
        }],
    };
}

// Which of the labels at these pixels have room beside each other, from left to right.
function roomyLabels(texts, pixels) {
    let free = -Infinity;
    return texts.map((text, i) => i).filter(i => {
        const half = texts[i].length * 3.6 + 4;
        if (pixels[i] - half < free) return false;
        free = pixels[i] + half;
        return true;
    });
}

// As many as can be drawn, from all over.
function spread(items, most) {
    return items.length <= most ? items : Array.from({ length: most }, (none, i) => items[Math.floor((i * items.length) / most)]);
}

function tooMany(shown, all) {
    return shown < all ? `${shown} of ${number(all)} are drawn, from all over.` : "";
}
