package org.pagurus.experiments.report.compression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.experiments.bench.compression.BenchSettings;
import org.pagurus.experiments.bench.compression.CodingResult;
import org.pagurus.experiments.bench.compression.CompressionReport;
import org.pagurus.experiments.bench.compression.Delivery;
import org.pagurus.experiments.bench.compression.ImageResult;
import org.pagurus.experiments.bench.compression.LinkRate;
import org.pagurus.experiments.bench.compression.OracleResult;

/**
 * What was measured as one JSON object, for scripts. Names carry their units; a link rate of null
 * is a link without a limit, a share of null one of nothing.
 */
public final class CompressionJson {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private CompressionJson() {}

    /** The object, with a line end behind it. */
    public static String of(CompressionReport report) {
        ObjectNode root = JSON.createObjectNode();
        settings(root.putObject("settings"), report.settings());
        ArrayNode images = root.putArray("images");
        report.images().forEach(image -> image(images.addObject(), image));
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of numbers and text can be written", e);
        }
    }

    private static void settings(ObjectNode node, BenchSettings settings) {
        node.put("threads", settings.threads());
        node.put("runs", settings.runs());
        node.put("warmUpNs", settings.warmUpNs());
        if (settings.deltaCacheBytes() == BenchSettings.WHOLE_IMAGE) {
            node.putNull("deltaCacheBytes");
        } else {
            node.put("deltaCacheBytes", settings.deltaCacheBytes());
        }
        node.put("windowLog", settings.windowLog());
        node.put("windowLevel", settings.windowLevel());
        ArrayNode codings = node.putArray("codings");
        settings.codings().stream().map(SelectorKind::toString).forEach(codings::add);
    }

    private static void image(ObjectNode node, ImageResult image) {
        node.put("name", image.name());
        node.put("pages", image.pages());
        node.put("zeroPages", image.zeroPages());
        numbers(node.putArray("intervalPages"), image.intervalPages());
        ArrayNode codings = node.putArray("codings");
        image.codings().forEach(coding -> coding(codings.addObject(), image, coding));
        oracle(node.putObject("oracle"), image, image.oracle());
    }

    private static void coding(ObjectNode node, ImageResult image, CodingResult coding) {
        node.put("coding", coding.coding());
        if (coding.learnedAt() != null) {
            rate(node.putObject("learnedAt"), coding.learnedAt());
        }
        bytes(node, image, coding.wireBytes());
        node.put("encodeNs", coding.encodeNs());
        node.put("decodeNs", coding.decodeNs());
        node.put("encodeBytesPerSecond", Figures.bytesPerSecond(image, coding.encodeNs()));
        node.put("decodeBytesPerSecond", Figures.bytesPerSecond(image, coding.decodeNs()));
        deliveries(node.putArray("deliveries"), coding.deliveries());
        ArrayNode pages = node.putArray("pages");
        coding.pages()
                .forEach(
                        share ->
                                pages.addObject()
                                        .put("class", share.pageClass())
                                        .put("codec", Codecs.label(share.codec()))
                                        .put("pages", share.pages())
                                        .put("bodyBytes", share.bodyBytes()));
        intervals(node, image, coding.intervalBytes());
    }

    private static void oracle(ObjectNode node, ImageResult image, OracleResult oracle) {
        bytes(node, image, oracle.leastBytes());
        deliveries(node.putArray("deliveryBounds"), oracle.bounds());
        intervals(node, image, oracle.leastIntervalBytes());
    }

    private static void bytes(ObjectNode node, ImageResult image, long wireBytes) {
        node.put("wireBytes", wireBytes);
        node.put("ratioOfAllPages", Figures.ratioOfAllPages(image, wireBytes));
        node.put("ratioOfNonZeroPages", Figures.ratioOfNonZeroPages(image, wireBytes));
        share(node, "shareOfZstd1", Figures.shareOfBaseline(image, wireBytes));
    }

    private static void intervals(ObjectNode node, ImageResult image, List<Long> bytes) {
        numbers(node.putArray("intervalBytes"), bytes);
        long all = bytes.stream().mapToLong(Long::longValue).sum();
        share(node, "intervalShareOfZstd1", Figures.intervalShareOfBaseline(image, all));
    }

    private static void deliveries(ArrayNode node, List<Delivery> deliveries) {
        for (Delivery delivery : deliveries) {
            ObjectNode item = node.addObject();
            rate(item, delivery.rate());
            item.put("deliveryNs", delivery.ns());
        }
    }

    private static void rate(ObjectNode node, LinkRate rate) {
        node.put("link", rate.label());
        node.put("linkBytesPerSecond", rate.isLimited() ? (Double) rate.bytesPerSecond() : null);
    }

    private static void share(ObjectNode node, String name, OptionalDouble share) {
        @Nullable Double value = share.isPresent() ? (Double) share.getAsDouble() : null;
        node.put(name, value);
    }

    private static void numbers(ArrayNode node, List<Long> numbers) {
        numbers.forEach(number -> node.add(number.longValue()));
    }
}
