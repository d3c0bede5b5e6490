package io.airclass.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airclass.kit.files.DirectoryFileStore;
import io.airclass.kit.files.FileStore;
import io.airclass.kit.files.StoredFile;
import io.airclass.kit.problem.Refused;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

class FileAnswersTest {
    @TempDir
    Path directory;

    private FileStore files;
    private StoredFile file;

    @BeforeEach
    void store() {
        files = new DirectoryFileStore(directory, Schedulers.boundedElastic());
        var content = DefaultDataBufferFactory.sharedInstance.wrap("0123456789".getBytes(StandardCharsets.UTF_8));
        file = files.put("f-1", Flux.just(content), "数字.txt", 100).block();
    }

    @Test
    void a_whole_file_is_named_typed_and_never_sniffed() {
        var answer = FileAnswers.of(files, file, "数字 作业.txt", null);
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(body(answer)).isEqualTo("0123456789");
        assertThat(answer.getHeaders().getContentDisposition().isAttachment()).isTrue();
        assertThat(answer.getHeaders().getFirst("Content-Disposition")).contains("filename*=UTF-8''%E6%95%B0");
        assertThat(answer.getHeaders().getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0,   0,          bytes 0-0/10",
        "bytes=2-4,   234,        bytes 2-4/10",
        "bytes=7-,    789,        bytes 7-9/10",
        "bytes=-3,    789,        bytes 7-9/10",
        "bytes=0-99,  0123456789, bytes 0-9/10"
    })
    void a_range_is_served_alone(String range, String content, String contentRange) {
        var answer = FileAnswers.of(files, file, "x", range);
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.PARTIAL_CONTENT);
        assertThat(body(answer)).isEqualTo(content);
        assertThat(answer.getHeaders().getFirst("Content-Range")).isEqualTo(contentRange);
        assertThat(answer.getHeaders().getContentLength()).isEqualTo(content.length());
    }

    @Test
    void nonsense_gets_the_whole_file_and_a_range_beyond_the_end_a_refusal() {
        assertThat(FileAnswers.of(files, file, "x", "lines=1").getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(FileAnswers.of(files, file, "x", "bytes=0-1,3-4").getStatusCode())
                .isEqualTo(HttpStatus.OK);
        assertThatThrownBy(() -> FileAnswers.of(files, file, "x", "bytes=10-12"))
                .isInstanceOf(Refused.class);
    }

    private static String body(ResponseEntity<Flux<DataBuffer>> answer) {
        return DataBufferUtils.join(answer.getBody())
                .map(buffer -> buffer.toString(StandardCharsets.UTF_8))
                .block();
    }
}
