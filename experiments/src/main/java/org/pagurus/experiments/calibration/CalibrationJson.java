package org.pagurus.experiments.calibration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.pagurus.codec.CodecId;
import org.pagurus.codec.select.Coding;
import org.pagurus.codec.select.WindowLevels;
import org.pagurus.simulator.driver.PageTimes;
import org.pagurus.simulator.driver.StepTimes;

/** A calibration as one JSON object. Names carry their units; nanoseconds are those of one core. */
public final class CalibrationJson {
    private static final String FORMAT = "pagurus-calibration-1";

    /** Tenths of a nanosecond are enough. */
    private static final double ROUNDING = 10;

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private CalibrationJson() {}

    /** The object, with a line end behind it. */
    public static String of(Calibration calibration) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("machine", calibration.machine());
        root.put("date", calibration.date());
        root.put("cores", calibration.cores());
        root.put("takenCores", Math.round(calibration.takenCores() * 1000) / 1000.0);
        put(root, "writtenPageNs", calibration.writtenPageNs());
        root.put("memoryJournalNs", calibration.memoryJournalNs());
        steps(root.putObject("steps"), calibration.steps());
        PageTimes pages = calibration.pages();
        PageTimes.Other other = pages.other();
        ObjectNode page = root.putObject("pages");
        put(page, "readNs", other.readNs());
        put(page, "versionNs", other.versionNs());
        put(page, "zeroNs", other.zeroNs());
        put(page, "frameNs", other.frameNs());
        page.put("byteNs", Math.round(other.byteNs() * 1000) / 1000.0);
        page.put("stepBytes", PageTimes.STEP_BYTES);
        ObjectNode encode = page.putObject("encodeNs");
        for (Coding coding : Coding.values()) {
            if (coding != Coding.WINDOW) {
                put(encode, coding.label(), pages.encodeNs(coding));
            }
        }
        ObjectNode window = page.putObject("windowNs");
        WindowLevels.all().forEach(level -> put(window, "" + level, pages.windowNs(level)));
        ObjectNode decode = page.putObject("decodeNs");
        for (CodecId codec : CodecId.values()) {
            put(decode, label(codec), pages.decodeNs(codec));
        }
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of numbers and text can be written", e);
        }
    }

    /**
     * Reads one.
     *
     * @throws CalibrationException names file and field
     */
    public static Calibration read(Path file) throws CalibrationException {
        JsonNode root;
        try {
            root = JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new CalibrationException(file + ": expected JSON, found " + oneLine(e), e);
        } catch (IOException e) {
            throw new CalibrationException(file + ": can't be read: " + e, e);
        }
        try {
            return calibration(new CalibrationFields("", root));
        } catch (IllegalArgumentException e) {
            throw new CalibrationException(file + ": " + e.getMessage(), e);
        }
    }

    private static Calibration calibration(CalibrationFields root) {
        root.expectText("format", FORMAT);
        root.expectOnly(
                "format",
                "machine",
                "date",
                "cores",
                "takenCores",
                "writtenPageNs",
                "memoryJournalNs",
                "steps",
                "pages");
        CalibrationFields pages = root.object("pages");
        return new Calibration(
                root.text("machine"),
                root.text("date"),
                (int) root.number("cores", 1, 1 << 16),
                root.number("takenCores", 0, 1 << 16),
                root.number("writtenPageNs", 0, 1e9),
                root.nanoseconds("memoryJournalNs"),
                steps(root.object("steps")),
                pages(pages));
    }

    private static PageTimes pages(CalibrationFields pages) {
        pages.expectOnly(
                "readNs",
                "versionNs",
                "zeroNs",
                "frameNs",
                "byteNs",
                "stepBytes",
                "encodeNs",
                "windowNs",
                "decodeNs");
        pages.number("stepBytes", PageTimes.STEP_BYTES, PageTimes.STEP_BYTES);
        Map<Coding, double[]> encode = new EnumMap<>(Coding.class);
        CalibrationFields encodeNs = pages.object("encodeNs");
        for (Coding coding : Coding.values()) {
            if (coding != Coding.WINDOW) {
                encode.put(coding, encodeNs.numbers(coding.label(), PageTimes.STEPS));
            }
        }
        Map<Integer, double[]> window = new TreeMap<>();
        CalibrationFields windowNs = pages.object("windowNs");
        for (int level : WindowLevels.all()) {
            window.put(level, windowNs.numbers("" + level, PageTimes.STEPS));
        }
        Map<CodecId, double[]> decode = new EnumMap<>(CodecId.class);
        CalibrationFields decodeNs = pages.object("decodeNs");
        for (CodecId codec : CodecId.values()) {
            decode.put(codec, decodeNs.numbers(label(codec), PageTimes.STEPS));
        }
        return new PageTimes(
                encode,
                window,
                decode,
                new PageTimes.Other(
                        pages.number("readNs", 0, 1e9),
                        pages.number("versionNs", 0, 1e9),
                        pages.number("zeroNs", 0, 1e9),
                        pages.number("frameNs", 0, 1e9),
                        pages.number("byteNs", 0, 1e9)));
    }

    private static void steps(ObjectNode node, StepTimes steps) {
        node.put("wakeNs", steps.wakeNs());
        node.put("pauseNs", steps.pauseNs());
        node.put("harvestNs", steps.harvestNs());
        put(node, "harvestedPageNs", steps.harvestedPageNs());
        node.put("saveDevicesNs", steps.saveDevicesNs());
        node.put("loadDevicesNs", steps.loadDevicesNs());
        put(node, "verifiedPageNs", steps.verifiedPageNs());
        node.put("journalNs", steps.journalNs());
        node.put("resumeNs", steps.resumeNs());
        node.put("reserveNs", steps.reserveNs());
        node.put("connectNs", steps.connectNs());
    }

    private static StepTimes steps(CalibrationFields steps) {
        steps.expectOnly(
                "wakeNs",
                "pauseNs",
                "harvestNs",
                "harvestedPageNs",
                "saveDevicesNs",
                "loadDevicesNs",
                "verifiedPageNs",
                "journalNs",
                "resumeNs",
                "reserveNs",
                "connectNs");
        return new StepTimes(
                steps.nanoseconds("wakeNs"),
                steps.nanoseconds("pauseNs"),
                steps.nanoseconds("harvestNs"),
                steps.number("harvestedPageNs", 0, 1e9),
                steps.nanoseconds("saveDevicesNs"),
                steps.nanoseconds("loadDevicesNs"),
                steps.number("verifiedPageNs", 0, 1e9),
                steps.nanoseconds("journalNs"),
                steps.nanoseconds("resumeNs"),
                steps.nanoseconds("reserveNs"),
                steps.nanoseconds("connectNs"));
    }

    private static void put(ObjectNode node, String name, double ns) {
        node.put(name, Math.round(ns * ROUNDING) / ROUNDING);
    }

    private static void put(ObjectNode node, String name, double[] ns) {
        Arrays.stream(ns)
                .map(value -> Math.round(value * ROUNDING) / ROUNDING)
                .forEach(node.withArray(name)::add);
    }

    private static String label(CodecId codec) {
        return codec.name().toLowerCase(Locale.ROOT);
    }

    private static String oneLine(JsonProcessingException e) {
        return e.getOriginalMessage() + " in line " + e.getLocation().getLineNr();
    }
}
