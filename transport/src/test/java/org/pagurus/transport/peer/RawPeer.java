package org.pagurus.transport.peer;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.wire.ControlMessage;

/** One end of a connection on a plain socket, to say what no well-behaved host would. */
public final class RawPeer implements AutoCloseable {
    public static final int CONTROL = 1;
    public static final int PAGES = 2;
    public static final int COMMAND = 3;
    public static final int ACCEPTED = 1;
    public static final int REFUSED = 3;

    /** No answer takes this long; a test that waits for it has failed. */
    private static final int LIMIT_MS = 10_000;

    private static final int PREFACE_BYTES = 28;
    private static final MigrationToken NO_TOKEN = new MigrationToken(0, 0);

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    public RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(LIMIT_MS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
    }

    public static RawPeer connect(InetSocketAddress address) throws IOException {
        return new RawPeer(new Socket(address.getAddress(), address.getPort()));
    }

    /** From an address of this machine other than the usual one. */
    public static RawPeer connect(InetSocketAddress address, String from) throws IOException {
        return new RawPeer(
                new Socket(
                        address.getAddress(), address.getPort(), InetAddress.getByName(from), 0));
    }

    /** A control stream that was accepted. */
    public static RawPeer control(InetSocketAddress address, MigrationToken token)
            throws IOException {
        return accepted(address, preface(CONTROL, token, 0));
    }

    /** A command connection that was accepted. */
    public static RawPeer command(InetSocketAddress address) throws IOException {
        return accepted(address, preface(COMMAND, NO_TOKEN, 0));
    }

    public static byte[] preface(int kind, MigrationToken token, int stream) {
        return ByteBuffer.allocate(PREFACE_BYTES)
                .put("PGRS".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 1)
                .put((byte) kind)
                .put((byte) 0)
                .putLong(token.high())
                .putLong(token.low())
                .putShort((short) stream)
                .putShort((short) 0)
                .array();
    }

    public static byte[] framed(ControlMessage message) {
        byte[] bytes = message.toByteArray();
        return ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    public RawPeer send(byte[] bytes) throws IOException {
        out.write(bytes);
        return this;
    }

    public RawPeer send(ControlMessage message) throws IOException {
        return send(framed(message));
    }

    public RawPeer sendLine(String line) throws IOException {
        return send((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The daemon's verdict on a preface. */
    public int verdict() throws IOException {
        in.readInt();
        in.readUnsignedShort();
        int verdict = in.readUnsignedByte();
        in.readUnsignedByte();
        return verdict;
    }

    /** Reads a preface as a daemon does; answers with what it is for. */
    public int acceptPreface() throws IOException {
        byte[] preface = in.readNBytes(PREFACE_BYTES);
        if (preface.length < PREFACE_BYTES) {
            throw new EOFException("no preface");
        }
        send(new byte[] {'P', 'G', 'R', 'S', 0, 1, ACCEPTED, 0});
        return preface[6];
    }

    public ControlMessage receive() throws IOException {
        return ControlMessage.parseFrom(in.readNBytes(in.readInt()));
    }

    public String receiveLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("closed within a line: " + line);
            }
            line.append((char) next);
        }
        return line.toString();
    }

    /** Reads on until the other side has closed the connection. */
    public void awaitClosed() throws IOException {
        try {
            in.skipNBytes(Long.MAX_VALUE);
        } catch (EOFException | SocketException e) {
            // that is it
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static RawPeer accepted(InetSocketAddress address, byte[] preface) throws IOException {
        RawPeer peer = connect(address).send(preface);
        int verdict = peer.verdict();
        if (verdict != ACCEPTED) {
            peer.close();
            throw new IOException("verdict " + verdict);
        }
        return peer;
    }
}
