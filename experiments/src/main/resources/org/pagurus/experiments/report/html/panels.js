// Panels over the same axis, one below the other: what happens over time.
const PANEL_HEIGHT = 130;
const PANEL_LEFT = 78;

// panels: [{title, lines: [{name, values: [[from, until, value]], area}]}]
function panelOption(colors, width, panels, acrossTitle, most) {
    const base = baseOption(colors);
    const option = {
        ...base,
        legend: [],
        grid: [],
        xAxis: [],
        yAxis: [],
        series: [],
        axisPointer: { link: [{ xAxisIndex: "all" }], lineStyle: { color: colors.soft } },
        tooltip: { ...base.tooltip, trigger: "axis", axisPointer: { type: "line" } },
    };
    let top = 0;
    panels.forEach((panel, i) => {
        const head = panelHead(panel, width);
        const isLast = i === panels.length - 1;
        option.legend.push({
            ...base.legend,
            show: panel.lines.length > 1,
            top: top + 4,
            left: PANEL_LEFT,
            data: panel.lines.map(line => line.name),
        });
        option.grid.push({ left: PANEL_LEFT, right: 20, top: top + head, height: PANEL_HEIGHT });
        top += head + PANEL_HEIGHT;
        option.xAxis.push(acrossAxis(colors, isLast ? acrossTitle : "", {
            gridIndex: i,
            min: 0,
            max: most,
            splitLine: { show: false },
            axisLabel: { show: isLast, formatter: number, showMaxLabel: false },
        }));
        option.yAxis.push(upAxis(colors, panel.title, { gridIndex: i, min: 0, splitNumber: 3 }));
        panel.lines.forEach((line, j) => {
            const color = colors.series[j];
            option.series.push({
                name: line.name,
                type: "line",
                xAxisIndex: i,
                yAxisIndex: i,
                data: line.values.flatMap(([from, until, value]) => [[from, value], [until, value]]),
                symbol: SYMBOLS[j],
                symbolSize: 7,
                showSymbol: false,
                itemStyle: { color },
                lineStyle: { color, width: 1.8, type: DASHES[j] },
                areaStyle: line.area ? { color, opacity: 0.18 } : undefined,
                emphasis: { disabled: true },
                markLine: j === 0 && panel.marks ? panel.marks : undefined,
            });
        });
    });
    return option;
}

// The legend, where there is more than one line, and the title of the axis.
function panelHead(panel, width) {
    return 34 + (panel.lines.length > 1 ? legendHeight(panel.lines.map(line => line.name), width - PANEL_LEFT) - 8 : 6);
}

function panelsHeight(panels, width) {
    return sum(panels.map(panel => panelHead(panel, width) + PANEL_HEIGHT)) + 54;
}
