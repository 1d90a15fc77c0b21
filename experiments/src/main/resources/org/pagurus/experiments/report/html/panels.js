// Panels over the same axis, one below the other: what happens over time.
const PANEL_HEIGHT = 130;
const PANEL_HEAD = 58;

// panels: [{title, lines: [{name, values: [[from, until, value]], area}]}]
function panelOption(colors, panels, acrossTitle, most) {
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
    panels.forEach((panel, i) => {
        const top = i * (PANEL_HEIGHT + PANEL_HEAD);
        const isLast = i === panels.length - 1;
        option.legend.push({
            ...base.legend,
            show: panel.lines.length > 1,
            top: top + 4,
            left: 78,
            data: panel.lines.map(line => line.name),
        });
        option.grid.push({ left: 78, right: 20, top: top + PANEL_HEAD, height: PANEL_HEIGHT });
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

function panelsHeight(panels) {
    return panels.length * (PANEL_HEIGHT + PANEL_HEAD) + 54;
}
