package org.pagurus.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Golden bytes in files: {@code name:} begins an entry, then bytes in hex, {@code aa*4096} for a
 * byte that is repeated; {@code #} begins a comment.
 */
final class Golden {
    private Golden() {}

    static Map<String, byte[]> read(String file) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String name = "";
        for (String line : text(file).lines().toList()) {
            String code = line.replaceAll("#.*", "").strip();
            if (code.endsWith(":")) {
                entries.put(name, bytes.toByteArray());
                bytes.reset();
                name = code.substring(0, code.length() - 1);
            } else {
                for (String word : code.split(" +")) {
                    append(bytes, word);
                }
            }
        }
        entries.put(name, bytes.toByteArray());
        entries.remove("");
        return entries;
    }

    private static void append(ByteArrayOutputStream bytes, String word) {
        int star = word.indexOf('*');
        byte[] unit = HexFormat.of().parseHex(star < 0 ? word : word.substring(0, star));
        int times = star < 0 ? 1 : Integer.parseInt(word.substring(star + 1));
        for (int i = 0; i < times; i++) {
            bytes.writeBytes(unit);
        }
    }

    private static String text(String file) {
        try (InputStream in = Golden.class.getResourceAsStream("/protocol/" + file)) {
            if (in == null) {
                throw new AssertionError("no file protocol/" + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
