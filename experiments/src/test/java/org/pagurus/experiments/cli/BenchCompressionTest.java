package org.pagurus.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.Zstd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.memory.Page;
import org.pagurus.protocol.PageFrame;

class BenchCompressionTest {
    /** 512 pages of a real guest and what changed in them in eleven intervals. */
    private static final Path TRACE =
            Path.of("../migration-core/src/test/resources/traces/redis-cut");

    private static final int FRAMES = 8;
    private static final int STREAMS = 2;

    @TempDir private Path directory;

    @Test
    void measuresATraceWithEveryCoding() throws Exception {
        Path html = directory.resolve("report.html");
        JsonNode image = measure("--input", TRACE.toString(), "--html", html.toString());
        assertEquals("redis-cut", image.get("name").asText());
        assertEquals(512, image.get("pages").longValue());
        assertEquals(11, image.get("intervalPages").size());
        assertEquals(10 + 1 + 5, image.get("codings").size());
        for (JsonNode coding : image.get("codings")) {
            checkCoding(image, coding);
        }
        checkRaw(image, image.at("/codings/0"));
        checkOracle(image);
        assertTrue(Files.readString(html).contains("redis-cut: 512 pages"));
    }

    @Test
    void aRawImageMayBeCompressed() throws Exception {
        byte[] pages = new byte[300 * Page.SIZE_BYTES];
        for (int i = 0; i < 100 * Page.SIZE_BYTES; i++) {
            pages[i] = (byte) (i >> 5);
        }
        Path raw = Files.write(directory.resolve("image.raw"), pages);
        Path compressed = Files.write(directory.resolve("image.raw.zst"), Zstd.compress(pages));
        String[] coding = {"--coding", "fixed:lz4"};
        JsonNode image = measure("--input", raw.toString(), coding[0], coding[1]);
        JsonNode same = measure("--input", compressed.toString(), coding[0], coding[1]);
        assertEquals(300, image.get("pages").longValue());
        assertEquals(200, image.get("zeroPages").longValue());
        assertEquals(
                image.at("/codings/0/wireBytes").longValue(),
                same.at("/codings/0/wireBytes").longValue());
        assertTrue(image.at("/codings/0/shareOfZstd1").isNull());
    }

    @Test
    void aMixTellsTheClassesOfItsPages() throws Exception {
        JsonNode image =
                measure("--mix", "zero=50,heap=50", "--mix-size", "4MiB", "--coding", "cbc");
        JsonNode pages = image.at("/codings/0/pages");
        assertEquals("heap", pages.at("/0/class").asText());
        assertEquals(1_024, sum(pages, "pages"));
        long zero = image.get("zeroPages").longValue();
        assertTrue(zero > 400 && zero < 600, () -> "zero pages: " + zero);
    }

    @Test
    void whatIsNotWholePagesIsRefused() throws Exception {
        Path file = Files.write(directory.resolve("odd.raw"), new byte[Page.SIZE_BYTES + 1]);
        CommandLineRun run = CommandLineRun.of("bench", "compression", "--input", file.toString());
        assertEquals(ExitCode.USAGE.status(), run.status());
        assertEquals(
                "pagurus: --input: expected whole pages of 4096 bytes up to 64GiB, found 4097 bytes"
                        + " in "
                        + file
                        + "\n",
                run.err());
    }

    @Test
    void aBrokenImageIsRefused() throws Exception {
        Path file = Files.write(directory.resolve("bad.raw.zst"), new byte[] {1, 2, 3, 4, 5, 6, 7});
        CommandLineRun run = CommandLineRun.of("bench", "compression", "--input", file.toString());
        assertEquals(ExitCode.USAGE.status(), run.status());
        assertTrue(
                run.err().startsWith("pagurus: --input: " + file + " can't be read: "), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    private static void checkCoding(JsonNode image, JsonNode coding) {
        String name = coding.get("coding").asText();
        assertEquals(512, sum(coding.get("pages"), "pages"), name);
        long wireBytes = coding.get("wireBytes").longValue();
        assertTrue(wireBytes > sum(coding.get("pages"), "bodyBytes"), name);
        assertEquals(
                512.0 * Page.SIZE_BYTES / wireBytes,
                coding.get("ratioOfAllPages").doubleValue(),
                1e-9,
                name);
        assertTrue(coding.get("encodeNs").longValue() > 0, name);
        assertTrue(coding.get("decodeNs").longValue() > 0, name);
        assertEquals(11, coding.get("intervalBytes").size(), name);
        for (int i = 0; i < 11; i++) {
            long bytes = coding.get("intervalBytes").get(i).longValue();
            long pages = image.get("intervalPages").get(i).longValue();
            assertTrue(bytes > 0 && bytes < pages * (Page.SIZE_BYTES + 8) + 1_000, name);
        }
        boolean learns = name.equals("adaptive");
        assertEquals(learns ? 1 : 5, coding.get("deliveries").size(), name);
        for (JsonNode delivery : coding.get("deliveries")) {
            double rate = delivery.get("linkBytesPerSecond").asDouble(Double.POSITIVE_INFINITY);
            assertTrue(delivery.get("deliveryNs").longValue() >= wireBytes * 1e9 / rate, name);
        }
    }

    /** Bodies, an entry of two bytes for each page, more where a frame begins behind page 127. */
    private static void checkRaw(JsonNode image, JsonNode raw) {
        assertEquals("fixed:raw", raw.get("coding").asText());
        long nonZero = 512 - image.get("zeroPages").longValue();
        long wireBytes = raw.get("wireBytes").longValue();
        assertEquals(
                nonZero * Page.SIZE_BYTES
                        + 512 * 2
                        + (FRAMES - 2)
                        + (FRAMES + STREAMS) * PageFrame.HEADER_BYTES,
                wireBytes);
        double linkNs = wireBytes * 1e9 / 12.5e6;
        assertEquals(linkNs, raw.at("/deliveries/0/deliveryNs").doubleValue(), linkNs / 100);
    }

    private static void checkOracle(JsonNode image) {
        JsonNode oracle = image.get("oracle");
        for (String page :
                new String[] {"sparse", "wkdm", "lz4", "zstd-fast", "zstd-1", "zstd-3"}) {
            JsonNode coding = find(image, "fixed:" + page);
            assertTrue(
                    oracle.get("wireBytes").longValue() <= coding.get("wireBytes").longValue(),
                    page);
            assertTrue(sum(oracle.get("intervalBytes")) <= sum(coding.get("intervalBytes")), page);
            assertTrue(
                    oracle.at("/deliveryBounds/0/deliveryNs").longValue()
                            <= coding.at("/deliveries/0/deliveryNs").longValue(),
                    page);
        }
        assertTrue(
                sum(oracle.get("intervalBytes"))
                        <= sum(find(image, "fixed:xbzrle").get("intervalBytes")));
    }

    private static JsonNode find(JsonNode image, String name) {
        for (JsonNode coding : image.get("codings")) {
            if (coding.get("coding").asText().equals(name)) {
                return coding;
            }
        }
        throw new AssertionError(name);
    }

    private static long sum(JsonNode numbers) {
        long sum = 0;
        for (JsonNode number : numbers) {
            sum += number.longValue();
        }
        return sum;
    }

    private static long sum(JsonNode objects, String field) {
        long sum = 0;
        for (JsonNode object : objects) {
            sum += object.get(field).longValue();
        }
        return sum;
    }

    /** The report's only image, measured as fast as can be. */
    private JsonNode measure(String... arguments) throws Exception {
        Path json = directory.resolve("report.json");
        String[] all = {
            "bench",
            "compression",
            "--runs",
            "1",
            "--warm-up",
            "0s",
            "--window-log",
            "20",
            "--json",
            json.toString()
        };
        String[] line = Arrays.copyOf(all, all.length + arguments.length);
        System.arraycopy(arguments, 0, line, all.length, arguments.length);
        CommandLineRun run = CommandLineRun.of(line);
        assertEquals(0, run.status(), run::toString);
        for (String row : run.out().lines().toList()) {
            assertTrue(row.length() <= 100, row);
        }
        return new ObjectMapper().readTree(json.toFile()).at("/images/0");
    }
}
