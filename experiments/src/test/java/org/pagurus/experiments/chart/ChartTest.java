package org.pagurus.experiments.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartTest {
    private static final Chart LINES =
            new LineChart(
                    "lines",
                    Axis.positions("rate", List.of(1.0, 10.0, 100.0), List.of("a", "b", "c"), true),
                    "downtime, ms",
                    List.of(
                            new LineChart.Series(
                                    "one",
                                    List.of(
                                            new LineChart.Point(1, 5, 1),
                                            new LineChart.Point(10, 3, 0),
                                            new LineChart.Point(100, 2, 0.5))),
                            new LineChart.Series("two", List.of(new LineChart.Point(10, 8, 2)))),
                    true);

    static Stream<Chart> charts() {
        return Stream.of(
                LINES,
                new BarChart("bars", List.of(new BarChart.Bar("<a> & b", 1, "1 s", true))),
                new StackedBars(
                        "stacks",
                        "ms",
                        List.of("a", "b"),
                        List.of(new StackedBars.Row("x", List.of(1.0, 0.0)))),
                new DifferenceChart(
                        "differences",
                        "ms",
                        List.of(
                                new DifferenceChart.Row("yes", 3, 1, true),
                                new DifferenceChart.Row("no", -1, 2, false))),
                new PanelChart(
                        "panels",
                        "s",
                        3,
                        List.of(
                                new PanelChart.Panel(
                                        "MB/s",
                                        List.of(
                                                new PanelChart.Trace(
                                                        "t",
                                                        List.of(0.0, 1.0),
                                                        List.of(4.0, 2.0),
                                                        3))))),
                // nothing at all, and nothing but zeros
                new LineChart("none", Axis.names("n", List.of("a")), "y", List.of(), false),
                new StackedBars("zero", "ms", List.of(), List.of()),
                new DifferenceChart("none", "ms", List.of()));
    }

    @ParameterizedTest
    @MethodSource("charts")
    void allIsWithinThePicture(Chart chart) throws Exception {
        Document svg = parse(chart.svg());
        assertEquals(chart.title(), svg.getElementsByTagName("title").item(0).getTextContent());
        for (String name : List.of("text", "rect")) {
            NodeList all = svg.getElementsByTagName(name);
            for (int i = 0; i < all.getLength(); i++) {
                Element one = (Element) all.item(i);
                double x = Double.parseDouble(one.getAttribute("x"));
                double y = Double.parseDouble(one.getAttribute("y"));
                assertTrue(x >= 0 && x <= chart.widthPixels(), () -> name + " at x " + x);
                assertTrue(y >= 0 && y <= chart.heightPixels(), () -> name + " at y " + y);
            }
        }
        NodeList lines = svg.getElementsByTagName("polyline");
        for (int i = 0; i < lines.getLength(); i++) {
            for (String spot : ((Element) lines.item(i)).getAttribute("points").split(" ")) {
                double x = Double.parseDouble(spot.split(",")[0]);
                double y = Double.parseDouble(spot.split(",")[1]);
                assertTrue(x >= 0 && x <= chart.widthPixels(), () -> "line at x " + x);
                assertTrue(y >= 0 && y <= chart.heightPixels(), () -> "line at y " + y);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("charts")
    void pngIsThePictureThreeTimesAsLarge(Chart chart) throws Exception {
        var image = ImageIO.read(new ByteArrayInputStream(chart.png()));
        assertEquals(3 * chart.widthPixels(), image.getWidth());
        assertEquals(3 * chart.heightPixels(), image.getHeight());
    }

    @Test
    void pngShowsTheSeries() throws Exception {
        var image = ImageIO.read(new ByteArrayInputStream(LINES.png()));
        int wanted = Integer.decode(Paint.SERIES_1.hex()) | 0xff000000;
        long found =
                IntStream.range(0, image.getWidth() * image.getHeight())
                        .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
                        .filter(color -> color == wanted)
                        .count();
        assertTrue(found > 500, () -> found + " dots");
    }

    @Test
    void aMeanIsDrawnWithItsInterval() throws Exception {
        Document svg = parse(LINES.svg());
        // Grid and ticks are not dashed, intervals and lines have the colour of their series.
        long ofFirst = lines(svg, Paint.SERIES_1);
        long ofSecond = lines(svg, Paint.SERIES_2);
        assertEquals(1 + 1 + 2 * 3, ofFirst, "legend, line, and two intervals of three lines");
        assertEquals(1 + 3, ofSecond, "legend and an interval; one point makes no line");
    }

    private static long lines(Document svg, Paint paint) {
        NodeList all = svg.getElementsByTagName("polyline");
        return IntStream.range(0, all.getLength())
                .mapToObj(i -> (Element) all.item(i))
                .filter(line -> line.getAttribute("stroke").equals(paint.hex()))
                .count();
    }

    @Test
    void ticksAreRoundAndHoldAllValues() {
        Axis axis = Axis.linear("ms", 0, 0.0437);
        List<String> labels = axis.ticks().stream().map(Axis.Tick::label).toList();
        assertEquals(List.of("0", "0.01", "0.02", "0.03", "0.04", "0.05"), labels);
        assertTrue(axis.share(0.0437) <= 1);
        assertEquals(0, axis.share(0));
        Axis below = Axis.linear("ms", -3, 12_000);
        assertTrue(below.share(-3) >= 0 && below.share(12_000) <= 1);
        assertTrue(below.ticks().stream().anyMatch(tick -> tick.label().equals("10,000")));
    }

    @Test
    void logarithmsMakeEqualRatiosEquallyFar() {
        Axis axis = Axis.positions("r", List.of(1.0, 10.0, 100.0), List.of("1", "10", "100"), true);
        assertEquals(0.5, axis.share(10), 1e-12);
        Axis single = Axis.positions("r", List.of(7.0), List.of("7"), false);
        assertEquals(0.5, single.share(7));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ANY,
            names = {"SERIES_.*", "INK", "SOFT"})
    void coloursStandOutFromPaper(Paint paint) {
        double least = paint.name().startsWith("SERIES") ? 3 : 4.5;
        double contrast = Contrast.of(paint.hex(), Paint.PAPER.hex());
        assertTrue(contrast >= least, () -> paint + " " + contrast);
    }

    @Test
    void inAPageColoursAreThePages() {
        String svg = LINES.inPage("chart-1");
        assertTrue(svg.contains("var(--chart-series-1, #0b5cad)"), svg);
        assertTrue(svg.contains("<title id=\"chart-1\">lines</title>"), svg);
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
    }
}
