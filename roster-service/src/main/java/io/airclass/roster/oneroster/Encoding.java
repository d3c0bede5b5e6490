package io.airclass.roster.oneroster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Tells by strict decoding of the whole file whether it is UTF-8 or GB18030 (a superset of GBK and GB2312). */
final class Encoding {
    static final Charset GB18030 = Charset.forName("GB18030");

    private Encoding() {}

    /**
     * Reads the stream to its end.
     *
     * @return the line of the first byte that the charset does not have, or 0
     */
    static long firstBadLine(InputStream bytes, Charset charset) throws IOException {
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.allocate(16 * 1024);
        CharBuffer out = CharBuffer.allocate(16 * 1024);
        long line = 1;
        for (boolean end = false; !end; ) {
            int count = bytes.read(in.array(), in.position(), in.remaining());
            end = count < 0;
            in.position(in.position() + Math.max(count, 0)).flip();
            boolean more = true;
            while (more) {
                var result = decoder.decode(in, out, end);
                line += newLines(out);
                if (result.isError()) {
                    return line;
                }
                more = result.isOverflow();
            }
            in.compact();
        }
        return 0;
    }

    /** UTF-16 begins so; Excel writes it as "Unicode text". */
    static boolean isUtf16(byte[] start) {
        return start.length >= 2
                && (start[0] == (byte) 0xFE && start[1] == (byte) 0xFF
                        || start[0] == (byte) 0xFF && start[1] == (byte) 0xFE);
    }

    /** The charsets tried, in this order. */
    static Charset[] candidates() {
        return new Charset[] {StandardCharsets.UTF_8, GB18030};
    }

    private static long newLines(CharBuffer out) {
        out.flip();
        long count = 0;
        while (out.hasRemaining()) {
            if (out.get() == '\n') {
                count++;
            }
        }
        out.clear();
        return count;
    }
}
