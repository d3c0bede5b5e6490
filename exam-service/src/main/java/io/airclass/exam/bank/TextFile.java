package io.airclass.exam.bank;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A text file whose encoding was found out: UTF-8 with or without its mark, UTF-16 with its mark, or GB18030 (with GBK and GB2312, which it
 * contains). Only a reading without a single bad byte counts.
 *
 * @param encoding the name of the encoding, for the report
 */
public record TextFile(String text, String encoding) {

    public static Optional<TextFile> read(byte[] bytes) {
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return decode(bytes, 2, StandardCharsets.UTF_16BE);
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return decode(bytes, 2, StandardCharsets.UTF_16LE);
        }
        int start = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        return decode(bytes, start, StandardCharsets.UTF_8).or(() -> decode(bytes, 0, Charset.forName("GB18030")));
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static Optional<TextFile> decode(byte[] bytes, int start, Charset charset) {
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try {
            var text = decoder.decode(ByteBuffer.wrap(bytes, start, bytes.length - start))
                    .toString();
            return Optional.of(new TextFile(text, charset.name()));
        } catch (CharacterCodingException notThisOne) {
            return Optional.empty();
        }
    }
}
