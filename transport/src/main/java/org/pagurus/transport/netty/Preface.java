package org.pagurus.transport.netty;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.ProtocolException;

/**
 * The first bytes on every connection to a host daemon; big-endian.
 *
 * <pre>
 *   0         4         6      7   8            24       26        28
 *   +---------+---------+------+---+------------+--------+---------+
 *   | "PGRS"  | version | kind | 0 |   token    | stream | attempt |
 *   +---------+---------+------+---+------------+--------+---------+
 * </pre>
 *
 * The daemon answers with 8 bytes: {@code "PGRS"}, its version (u16), a {@link Verdict} (u8), 0.
 *
 * @param version the protocol version that the connecting side speaks
 * @param kind what the connection is for
 * @param token the migration; zero for commands
 * @param stream the number of the page stream; for a control stream the port at which its source
 *     can be asked, zero for none; zero for the others
 * @param attempt for a page stream: the attempt to go on that it belongs to, zero for the first
 *     connection; zero for the others
 */
public record Preface(int version, Kind kind, MigrationToken token, int stream, int attempt) {
    public static final int MAGIC = 0x50475253;
    public static final int VERSION = 1;
    public static final int SIZE_BYTES = 28;
    public static final int REPLY_BYTES = 8;
    private static final MigrationToken NO_TOKEN = new MigrationToken(0, 0);

    /** What a connection is for; zero is invalid. */
    public enum Kind {
        /** Control messages of one migration. */
        CONTROL(1),
        /** Page frames of one stream of one migration. */
        PAGES(2),
        /** Commands of a person or a script. */
        COMMAND(3),
        /**
         * A migration's destination asks its source whether that has it as done; accepted if so,
         * and closed.
         */
        CONFIRM(4);

        private final int wire;

        Kind(int wire) {
            this.wire = wire;
        }

        static @Nullable Kind ofWire(int wire) {
            for (Kind kind : values()) {
                if (kind.wire == wire) {
                    return kind;
                }
            }
            return null;
        }
    }

    /** The daemon's answer; zero is invalid. */
    public enum Verdict {
        ACCEPTED(1),
        /** The daemon speaks another version: the one in its answer. */
        OTHER_VERSION(2),
        /** No such migration or stream, or too many connections. */
        REFUSED(3);

        private final int wire;

        Verdict(int wire) {
            this.wire = wire;
        }

        int wire() {
            return wire;
        }
    }

    /**
     * @param sourcePort where the connecting side listens itself; zero when it can't be asked
     */
    public static Preface control(MigrationToken token, int sourcePort) {
        return new Preface(VERSION, Kind.CONTROL, token, sourcePort, 0);
    }

    public static Preface confirm(MigrationToken token) {
        return new Preface(VERSION, Kind.CONFIRM, token, 0, 0);
    }

    public static Preface pages(MigrationToken token, int stream, int attempt) {
        return new Preface(VERSION, Kind.PAGES, token, stream, attempt);
    }

    public static Preface command() {
        return new Preface(VERSION, Kind.COMMAND, NO_TOKEN, 0, 0);
    }

    void write(ByteBuf out) {
        out.writeInt(MAGIC).writeShort(version).writeByte(kind.wire).writeByte(0);
        out.writeLong(token.high()).writeLong(token.low()).writeShort(stream).writeShort(attempt);
    }

    /**
     * Reads {@value #SIZE_BYTES} bytes. A preface of another version is told by {@link #version}
     * alone.
     */
    static Preface read(ByteBuf in) throws ProtocolException {
        in.skipBytes(Integer.BYTES); // the magic, which was looked at as soon as it had come
        int version = in.readUnsignedShort();
        int wireKind = in.readUnsignedByte();
        in.skipBytes(1);
        MigrationToken token = new MigrationToken(in.readLong(), in.readLong());
        int stream = in.readUnsignedShort();
        int attempt = in.readUnsignedShort();
        Kind kind = Kind.ofWire(wireKind);
        if (version == VERSION && kind == null) {
            throw new ProtocolException("preface.kind", "expected 1 to 4 but found " + wireKind);
        }
        return new Preface(version, kind == null ? Kind.COMMAND : kind, token, stream, attempt);
    }
}
