package org.pagurus.experiments.report.compression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.pagurus.experiments.bench.compression.LinkRate;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class CompressionReportsTest {
    @Test
    void jsonNamesEveryFigure() throws Exception {
        JsonNode root = new ObjectMapper().readTree(CompressionJson.of(CompressionReports.SMALL));
        assertTrue(root.at("/settings/deltaCacheBytes").isNull());
        JsonNode image = root.at("/images/0");
        assertEquals(1_000, image.get("pages").longValue());
        JsonNode zstd = image.at("/codings/0");
        assertEquals("fixed:zstd-1", zstd.get("coding").asText());
        assertFalse(zstd.has("learnedAt"));
        assertEquals(2.0, zstd.get("ratioOfAllPages").doubleValue());
        assertEquals(1.8, zstd.get("ratioOfNonZeroPages").doubleValue());
        assertEquals(1, zstd.get("shareOfZstd1").doubleValue());
        assertEquals(368.64e6, zstd.get("encodeBytesPerSecond").doubleValue());
        assertEquals(LinkRate.ALL.size(), zstd.get("deliveries").size());
        assertEquals(12.5e6, zstd.at("/deliveries/0/linkBytesPerSecond").doubleValue());
        assertTrue(zstd.at("/deliveries/4/linkBytesPerSecond").isNull());
        assertEquals("zstd", zstd.at("/pages/0/codec").asText());
        JsonNode adaptive = image.at("/codings/1");
        assertEquals("100M", adaptive.at("/learnedAt/link").asText());
        assertEquals(0.5, adaptive.get("shareOfZstd1").doubleValue());
        assertEquals(0.25, adaptive.get("intervalShareOfZstd1").doubleValue());
        assertEquals(1, adaptive.get("deliveries").size());
        assertEquals(0.1, image.at("/oracle/intervalShareOfZstd1").doubleValue());
    }

    @Test
    void csvHasARowForEachLinkAndEachInterval() {
        List<String> lines = CompressionCsv.of(CompressionReports.SMALL).lines().toList();
        assertEquals(
                "image,coding,interval,link_bytes_per_second,pages,zero_pages,wire_bytes,"
                        + "share_of_zstd_1,encode_ns,decode_ns,delivery_ns",
                lines.getFirst());
        assertEquals(1 + (5 + 2) + (1 + 2) + (5 + 2), lines.size());
        String name = "\"a,\"\"b\"\" & <c>\"";
        assertEquals(
                name + ",fixed:zstd-1,,12500000,1000,100,2048000,1.0,10000000,5000000,163840000",
                lines.get(1));
        assertTrue(lines.get(5).startsWith(name + ",fixed:zstd-1,,unlimited,"), lines.get(5));
        assertEquals(name + ",fixed:zstd-1,1,,10,,10000,1.0,,,", lines.get(6));
        assertEquals(name + ",adaptive,2,12500000,20,,8000,0.26666666666666666,,,", lines.get(10));
        assertEquals(name + ",oracle,1,,10,,1000,0.1,,,", lines.get(16));
    }

    @Test
    void textTellsTheSharesOfZstd1() {
        String text = CompressionText.of(CompressionReports.SMALL);
        assertTrue(text.contains("a,\"b\" & <c>: 1,000 pages, 3.9 MiB, of these 100 zero"), text);
        assertTrue(
                text.contains("\nadaptive @100M        1.0      0.500            0.0      0.250\n"),
                text);
    }

    @Test
    void textTellsWhichCodingDeliversSoonest() {
        String text = CompressionText.of(CompressionReports.SMALL);
        String name = "a,\"b\" & <c>";
        List<String> rows =
                text.substring(text.indexOf("Soonest delivered")).lines().skip(2).toList();
        assertEquals(2, rows.size());
        assertTrue(rows.get(0).startsWith(name) && rows.get(1).startsWith(name), text);
        assertTrue(rows.get(0).contains(" best fixed  zstd-1 0.164 "), rows.get(0));
        assertTrue(rows.get(1).contains(" adaptive  0.082 (0.50) "), rows.get(1));
    }

    @Test
    void textFitsIntoAHundredColumns() {
        String text = CompressionText.of(CompressionReports.large());
        for (String line : text.lines().toList()) {
            assertTrue(line.length() <= 100, line);
        }
        assertTrue(text.lines().anyMatch(line -> line.startsWith("24 ")), text);
    }

    @Test
    void htmlIsWellFormedAndNeedsNothingElse() throws Exception {
        String html = CompressionHtml.of(CompressionReports.SMALL);
        assertFalse(html.contains("://"), html);
        assertFalse(html.contains("<script"), html);
        Document page = parse(html);
        assertEquals(LinkRate.ALL.size(), page.getElementsByTagName("svg").getLength());
        NodeList charts = page.getElementsByTagName("svg");
        for (int i = 0; i < charts.getLength(); i++) {
            Element chart = (Element) charts.item(i);
            Element title = (Element) chart.getElementsByTagName("title").item(0);
            assertEquals(title.getAttribute("id"), chart.getAttribute("aria-labelledby"));
            assertEquals(i == 0 ? 3 : 2, chart.getElementsByTagName("rect").getLength(), html);
        }
        NodeList tables = page.getElementsByTagName("table");
        assertTrue(tables.getLength() >= 4, html);
        for (int i = 0; i < tables.getLength(); i++) {
            Element table = (Element) tables.item(i);
            assertEquals(1, table.getElementsByTagName("caption").getLength());
        }
    }

    /** The page without what XML does not know. */
    private static Document parse(String html) throws Exception {
        String xml = html.replaceFirst("<!DOCTYPE html>", "").replaceAll("<meta[^>]*>", "");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.strip().getBytes(StandardCharsets.UTF_8)));
    }
}
