package io.airclass.exam.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFileTest {

    private static final String TEXT = "::首都::中国的首都是{=北京}。𠮷";

    @ParameterizedTest
    @CsvSource({
        "UTF-8,'',UTF-8",
        "UTF-8,\uFEFF,UTF-8",
        "UTF-16LE,\uFEFF,UTF-16LE",
        "UTF-16BE,\uFEFF,UTF-16BE",
        "GB18030,'',GB18030"
    })
    void the_encoding_is_found_out(String written, String mark, String found) {
        var bytes = (mark + TEXT).getBytes(Charset.forName(written));
        assertThat(TextFile.read(bytes)).contains(new TextFile(TEXT, found));
    }

    @Test
    void what_is_no_text_in_any_of_them_is_not_read() {
        assertThat(TextFile.read(new byte[] {(byte) 0xFF, 0x00, (byte) 0xFF})).isEmpty();
        assertThat(TextFile.read("\uFEFF".getBytes(StandardCharsets.UTF_16LE))).contains(new TextFile("", "UTF-16LE"));
    }

    @Test
    void nothing_is_an_empty_text() {
        assertThat(TextFile.read(new byte[0])).contains(new TextFile("", "UTF-8"));
    }
}
