// Numbers and elements.
function number(value) {
    return rounded(value, 4);
}

function rounded(value, digits) {
    if (value === null || value === undefined || !Number.isFinite(value)) return "–";
    return value.toLocaleString("en", { maximumSignificantDigits: digits });
}

function withUnit(value, unit, digits = 4) {
    return rounded(value, digits) + (unit && Number.isFinite(value) ? " " + unit : "");
}

function titled(metric) {
    return metric.unit ? metric.label + ", " + metric.unit : metric.label;
}

// Text is only ever put in as text: results are no HTML.
function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
        if (value === true) made.setAttribute(key, "");
        else if (value !== false && value !== null) made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
}

function table(caption, columns, rows) {
    const head = element("tr", {}, ...columns.map(column => element("th", { scope: "col" }, column)));
    const body = rows.map(row => {
        const cells = row.cells.map((cell, i) =>
            i === 0
                ? element("th", { scope: "row" }, cell)
                : element("td", cell.length > 40 ? { class: "words" } : {}, cell));
        return element("tr", row.matters ? { class: "matters" } : {}, ...cells);
    });
    return element(
        "div",
        { class: "wide", tabindex: "0", role: "region", "aria-label": caption },
        element("table", {}, element("caption", {}, caption), element("thead", {}, head), element("tbody", {}, ...body)));
}

// A row's cells with the names of their columns, for a tooltip.
function rowDetails(columns, row) {
    const box = element("div", { style: "white-space: normal; max-width: 20rem; text-align: start" });
    columns.forEach((column, i) => {
        if (row.cells[i] !== "") box.append(element("div", {}, column + ": " + row.cells[i]));
    });
    return box;
}

function sum(values) {
    return values.reduce((total, value) => total + (value || 0), 0);
}

function download(name, blob) {
    const link = element("a", { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
