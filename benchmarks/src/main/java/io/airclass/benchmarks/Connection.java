package io.airclass.benchmarks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One keep-alive connection to a server on this machine, by a plain socket. Not for several threads. */
public final class Connection implements Closeable {
    private static final int ANSWER_MILLIS_MAX = 60_000;

    private final Socket socket;
    private final InputStream in;

    public Connection(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(ANSWER_MILLIS_MAX);
        in = new BufferedInputStream(socket.getInputStream(), 8192);
    }

    /**
     * @param retryAfter as the header has it; empty without
     * @param etag as the header has it; empty without
     */
    public record Answer(int status, String retryAfter, String etag, String body) {}

    /** Sends a whole request and reads its answer. */
    public Answer ask(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        int status = Integer.parseInt(line().split(" ")[1]);
        int length = -1;
        boolean chunked = false;
        String retryAfter = "";
        String etag = "";
        for (var header = line(); !header.isEmpty(); header = line()) {
            var lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:") && lower.contains("chunked")) {
                chunked = true;
            } else if (lower.startsWith("retry-after:")) {
                retryAfter = lower.substring(12).strip();
            } else if (lower.startsWith("etag:")) {
                etag = header.substring(5).strip();
            }
        }
        boolean bodiless = status == 204 || status == 304;
        byte[] body = bodiless ? new byte[0] : chunked ? chunks() : in.readNBytes(Math.max(0, length));
        return new Answer(status, retryAfter, etag, new String(body, StandardCharsets.UTF_8));
    }

    /** Fails where the answer is no 2xx and no 304. */
    public void demand(byte[] request) throws IOException {
        var answer = ask(request);
        if (answer.status() / 100 != 2 && answer.status() != 304) {
            throw new IOException(answer.status() + " " + answer.body());
        }
    }

    private byte[] chunks() throws IOException {
        var all = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            all.writeBytes(in.readNBytes(size));
            line();
        }
        line();
        return all.toByteArray();
    }

    private String line() throws IOException {
        var line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("The connection was closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
