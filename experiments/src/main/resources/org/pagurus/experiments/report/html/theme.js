// Colours of charts, and the choice between light and dark. Series stand out from the paper at 3:1,
// text at 4.5:1.
const PALETTES = {
    light: {
        ink: "#1f2933",
        soft: "#52606d",
        grid: "#d5dae0",
        paper: "#ffffff",
        raised: "#f4f6f8",
        series: [
            "#0b5cad", "#d97706", "#14532d", "#c026d3", "#b91c1c", "#0d9488", "#4b5563", "#7c6f00", "#6b4226", "#db2777",
        ],
    },
    dark: {
        ink: "#e8ecf0",
        soft: "#a9b4bf",
        grid: "#3c4650",
        paper: "#14181d",
        raised: "#1f252c",
        series: [
            "#6cb6ff", "#f5a142", "#7ee2a8", "#f0abfc", "#ff8a80", "#5eead4", "#cbd5e1", "#e6d85c", "#d6a77a", "#f9a8d4",
        ],
    },
};
const SYMBOLS = ["circle", "rect", "triangle", "diamond"];
const LEGEND_GAP = 10;
const LEGEND_SYMBOL = 30;
const LETTER = 7.6;
const DASHES = ["solid", [6, 3], [2, 3], [8, 3, 2, 3]];

const prefersDark = matchMedia("(prefers-color-scheme: dark)");
const printing = matchMedia("print");

function isDark() {
    const chosen = document.documentElement.dataset.theme;
    return !printing.matches && (chosen ? chosen === "dark" : prefersDark.matches);
}

function palette() {
    return PALETTES[isDark() ? "dark" : "light"];
}

// What the person chose is kept where the browser allows it.
function rememberTheme(theme) {
    document.documentElement.dataset.theme = theme;
    try {
        localStorage.setItem("pagurus-theme", theme);
    } catch {
        // The choice holds for this page then.
    }
}

function recallTheme() {
    try {
        const theme = localStorage.getItem("pagurus-theme");
        if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    } catch {
        // The system's choice holds then.
    }
}

function themeButton(button, changed) {
    const label = () => {
        button.textContent = isDark() ? "Light colours" : "Dark colours";
    };
    button.addEventListener("click", () => {
        rememberTheme(isDark() ? "light" : "dark");
        label();
        changed();
    });
    for (const query of [prefersDark, printing]) {
        query.addEventListener("change", () => {
            label();
            changed();
        });
    }
    label();
}

// What all charts share.
function baseOption(colors) {
    return {
        animation: false,
        backgroundColor: colors.paper,
        color: colors.series,
        textStyle: { color: colors.ink, fontFamily: "system-ui, Helvetica, Arial, sans-serif", fontSize: 13 },
        legend: {
            left: 8,
            right: 8,
            top: 6,
            itemGap: LEGEND_GAP,
            textStyle: { color: colors.ink },
            inactiveColor: colors.soft,
        },
        tooltip: {
            confine: true,
            backgroundColor: colors.raised,
            borderColor: colors.soft,
            textStyle: { color: colors.ink },
        },
    };
}

function axis(colors, extra) {
    return {
        axisLine: { lineStyle: { color: colors.soft } },
        axisTick: { lineStyle: { color: colors.soft } },
        splitLine: { lineStyle: { color: colors.grid } },
        nameTextStyle: { color: colors.ink },
        ...extra,
        axisLabel: { color: colors.soft, hideOverlap: true, ...extra.axisLabel },
    };
}

// An axis on the left, whose title stands above it.
function upAxis(colors, title, extra) {
    return axis(colors, {
        type: "value",
        name: title,
        nameLocation: "end",
        nameGap: 10,
        ...extra,
        nameTextStyle: { color: colors.ink, align: "left", ...(extra && extra.nameTextStyle) },
        axisLabel: { formatter: number, ...(extra && extra.axisLabel) },
    });
}

function acrossAxis(colors, title, extra) {
    return axis(colors, { type: "value", name: title, nameLocation: "middle", nameGap: 30, ...extra });
}

// What a legend with these names takes. It shows all of them, in as many rows as that needs.
function legendHeight(names, width) {
    let rows = 1;
    let used = 0;
    for (const name of names) {
        const item = LEGEND_SYMBOL + name.length * LETTER + LEGEND_GAP;
        if (used > 0 && used + item > width - 24) {
            rows++;
            used = 0;
        }
        used += item;
    }
    return 12 + rows * 22;
}

// As on a phone: labels take several lines, and there is room for few ticks.
function isNarrow(width) {
    return width < 560;
}
