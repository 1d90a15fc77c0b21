// Starts the page.
recallTheme();
const data = JSON.parse(document.getElementById("data").textContent);
const figures = [...document.querySelectorAll("[data-figure]")]
    .map(place => new Figure(place, FIGURES[place.dataset.figure](data)));
const redrawAll = width => figures.forEach(figure => figure.redraw(width));
themeButton(document.getElementById("theme"), () => redrawAll());
// Paper is narrower than most windows.
addEventListener("beforeprint", () => redrawAll(680));
addEventListener("afterprint", () => redrawAll());
document.documentElement.dataset.ready = "true";
