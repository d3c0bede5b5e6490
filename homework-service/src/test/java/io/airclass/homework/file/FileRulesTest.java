package io.airclass.homework.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.files.StoredFile;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileRulesTest {

    @ParameterizedTest
    @CsvSource({
        "image/jpeg,true",
        "image/heic,false",
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
