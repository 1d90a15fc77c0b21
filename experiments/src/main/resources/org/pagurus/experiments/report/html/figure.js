// A figure: controls, a chart, what saves it, and a table with the same figures.
//
// A figure is made of a plan:
//   title      what it shows
//   controls   state => [{key, label, options: [[value, text]]}, or {key, label, check: true}]
//   draw       (state, colors, width) => {option, height, columns, rows: [{cells, at, matters}], says}
//              `at` is the series and the item that a row belongs to; `says` is one sentence.
const TABLE_ROWS = 500;
const BORDER = 1;
const SAVED_WIDTH = 760;
const SAVED_SCALE = 3;

class Figure {
    constructor(place, plan) {
        this.plan = plan;
        this.name = place.dataset.figure;
        this.state = {};
        this.at = -1;
        this.controls = element("div", { class: "controls" });
        this.box = element("div", { class: "chart", tabindex: "0", role: "img" });
        this.said = element("p", { class: "said", "aria-live": "polite" });
        this.details = element("details", {}, element("summary", {}, "Table with the same figures"));
        this.under = element("div", { class: "under" }, this.details, this.saver("svg"), this.saver("png"));
        place.append(element("figure", { "aria-label": plan.title }, this.controls, this.box, this.said, this.under));
        this.chart = echarts.init(this.box, null, { renderer: "svg", height: 300 });
        this.details.addEventListener("toggle", () => this.tabulate());
        this.box.addEventListener("keydown", event => this.key(event));
        this.redraw();
        new ResizeObserver(() => {
            if (this.box.clientWidth !== this.width) this.redraw();
        }).observe(this.box);
    }

    redraw(width) {
        this.control();
        this.width = width || this.box.clientWidth;
        this.drawn = this.plan.draw(this.state, palette(), this.width);
        this.at = -1;
        this.said.textContent = this.drawn.note || "";
        this.box.style.height = this.drawn.height + 2 * BORDER + "px";
        this.chart.resize({ width: this.width, height: this.drawn.height });
        this.chart.setOption(this.withTips(this.drawn), true);
        this.box.setAttribute("aria-label", this.drawn.says + " Arrow keys go from one figure to the next.");
        this.tabulate();
    }

    // The tooltip shows the row of what is pointed at.
    withTips(drawn) {
        const rowOf = one => drawn.rowOf
            ? drawn.rowOf(one)
            : drawn.rows.find(row => row.at && row.at[0] === one.seriesIndex && row.at[1] === one.dataIndex);
        const formatter = pointed => {
            const rows = [...new Set([pointed].flat().map(rowOf).filter(row => row))];
            const box = element("div", {});
            rows.slice(0, 8).forEach(row => box.append(rowDetails(drawn.columns, row)));
            return rows.length ? box : "";
        };
        drawn.option.tooltip = { ...drawn.option.tooltip, formatter };
        return drawn.option;
    }

    // What one control is set to decides which others there are.
    wanted() {
        for (let before = "", tries = 0; ; tries++) {
            const wanted = this.plan.controls(this.state);
            for (const one of wanted) {
                const values = one.check ? [false, true] : one.options.map(option => option[0]);
                if (!values.includes(this.state[one.key])) this.state[one.key] = values[0];
            }
            const now = JSON.stringify([wanted, this.state]);
            if (now === before || tries > 5) return wanted;
            before = now;
        }
    }

    // Selects are made anew only when their choices differ, so that the focus stays where it is.
    control() {
        const wanted = this.wanted();
        const sign = JSON.stringify(wanted);
        if (sign === this.sign) return;
        const focused = document.activeElement && document.activeElement.name;
        this.sign = sign;
        this.controls.replaceChildren(...wanted.map(one => (one.check ? this.check(one) : this.select(one))));
        const again = [...this.controls.querySelectorAll("[name]")].find(input => input.name === focused);
        if (again) again.focus();
    }

    select(one) {
        const options = one.options.map(([value, text]) =>
            element("option", { value, selected: value === this.state[one.key] }, text));
        const select = element("select", { name: this.name + "-" + one.key }, ...options);
        select.addEventListener("change", () => {
            this.state[one.key] = select.value;
            this.redraw();
        });
        return element("label", {}, one.label, select);
    }

    check(one) {
        const input = element("input", { type: "checkbox", name: this.name + "-" + one.key, checked: this.state[one.key] });
        input.addEventListener("change", () => {
            this.state[one.key] = input.checked;
            this.redraw();
        });
        return element("label", { class: "check" }, input, one.label);
    }

    // A long table costs time, so it is made when it is looked at.
    tabulate() {
        for (const old of this.details.querySelectorAll(".wide, .note")) old.remove();
        if (!this.details.open) return;
        const { columns, rows, says } = this.drawn;
        this.details.append(table(says, columns, rows.slice(0, TABLE_ROWS)));
        if (rows.length > TABLE_ROWS) {
            this.details.append(element("p", { class: "note" },
                `The first ${TABLE_ROWS} of ${number(rows.length)} rows; the results' folder has all.`));
        }
    }

    key(event) {
        const rows = this.drawn.rows;
        const next = {
            ArrowRight: this.at + 1,
            ArrowDown: this.at + 1,
            ArrowLeft: this.at - 1,
            ArrowUp: this.at - 1,
            Home: 0,
            End: rows.length - 1,
        }[event.key];
        if (event.key === "Escape") {
            this.chart.dispatchAction({ type: "hideTip" });
        } else if (next !== undefined && rows.length > 0) {
            event.preventDefault();
            this.at = Math.max(0, Math.min(rows.length - 1, next));
            const row = rows[this.at];
            if (row.at) this.chart.dispatchAction({ type: "showTip", seriesIndex: row.at[0], dataIndex: row.at[1] });
            this.said.textContent = this.drawn.columns
                .map((column, i) => column + ": " + row.cells[i])
                .filter((text, i) => row.cells[i] !== "")
                .join("; ");
        }
    }

    saver(format) {
        const button = element("button", { type: "button" }, "Save as " + format.toUpperCase());
        button.addEventListener("click", () => this.save(format));
        return button;
    }

    // Always light and of the same size, whatever the screen is like.
    svg() {
        const drawn = this.plan.draw(this.state, PALETTES.light, SAVED_WIDTH);
        const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: SAVED_WIDTH, height: drawn.height });
        chart.setOption(drawn.option);
        const svg = chart.renderToSVGString();
        chart.dispose();
        return { svg, height: drawn.height };
    }

    save(format) {
        const { svg, height } = this.svg();
        if (format === "svg") {
            download(this.name + ".svg", new Blob([svg], { type: "image/svg+xml" }));
            return;
        }
        const image = new Image();
        image.addEventListener("load", () => {
            const canvas = element("canvas", { width: SAVED_WIDTH * SAVED_SCALE, height: height * SAVED_SCALE });
            canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
            canvas.toBlob(blob => download(this.name + ".png", blob), "image/png");
        });
        image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
    }
}

// The plan of each figure by its name: a function of the page's data.
const FIGURES = {};
