package io.airclass.homework.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.files.StoredFile;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FileRulesTest {

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("作业照片.jpg", "作业照片.jpg"),
                Arguments.of("../../etc/passwd", "passwd"),
                Arguments.of("C:\\照片\\作业.jpg", "作业.jpg"),
                Arguments.of("a\u0000b\r\nSet-Cookie: x\u007f.png", "abSet-Cookie: x.png"),
                Arguments.of("作业\u202Egpj.exe", "作业gpj.exe"),
                Arguments.of("  作业 .jpg ", "作业 .jpg"),
                Arguments.of("\uD800.jpg", ".jpg"),
                Arguments.of("..", "file"),
                Arguments.of("照片/", "file"),
                Arguments.of("", "file"),
                Arguments.of(null, "file"),
                Arguments.of("😀".repeat(100) + "图".repeat(100) + ".jpg", "😀".repeat(60) + "图".repeat(56) + ".jpg"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_name_is_data(String sent, String kept) {
        assertThat(FileRules.name(sent)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({
        "image/jpeg,true",
        "image/heic,true",
        "audio/mpeg,true",
        "video/mp4,true",
        "application/pdf,true",
        "text/plain,true",
        "text/html,false",
        "image/svg+xml,false",
        "application/x-msdownload,false",
        "application/zip,false",
        "application/octet-stream,false"
    })
    void a_type_is_taken_or_not(String type, boolean taken) {
        assertThat(take(1, type) instanceof Decision.Accepted).isEqualTo(taken);
    }

    @Test
    void an_empty_file_is_none() {
        assertThat(take(0, "image/jpeg")).isInstanceOf(Decision.Rejected.class);
        assertThat(take(1, "image/jpeg")).isInstanceOf(Decision.Accepted.class);
    }

    private static Decision<HomeworkFile> take(long bytes, String type) {
        var stored = new StoredFile("blob", bytes, "00", type);
        return FileRules.take(stored, "作业.jpg", "xiaoming", Instant.parse("2026-11-22T12:00:00Z"));
    }
}
