package io.airclass.kit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.core.io.buffer.PooledDataBuffer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class DirectoryFileStoreTest {
    private static final byte[] JPEG_HEAD = {
        (byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F'
    };

    @TempDir
    Path directory;

    private final Scheduler blocking = Schedulers.newBoundedElastic(4, 1000, "test");
    private FileStore files;

    @org.junit.jupiter.api.BeforeEach
    void open() {
        files = new DirectoryFileStore(directory, blocking);
    }

    @AfterEach
    void end() {
        blocking.dispose();
    }

    @Test
    void a_file_comes_back_as_it_was_sent_with_its_length_hash_and_type() {
        var stored = put("f-1", "作业.txt", 1000, "你好，", "同学们");
        var content = "你好，同学们".getBytes(StandardCharsets.UTF_8);

        assertThat(stored).isEqualTo(new StoredFile("f-1", content.length, Ids.sha256Hex(content), "text/plain"));
        assertThat(get("f-1", 0, stored.bytes())).isEqualTo("你好，同学们");
        assertThat(get("f-1", 6, 3)).isEqualTo("，");
        assertThat(get("f-1", 9, 1000)).isEqualTo("同学们");
    }

    /** As an answer does that is written while its request is still being carried out. */
    @Test
    void what_was_taken_is_given_back_once_even_where_the_answer_gives_back_what_is_passed_over() {
        var buffers = new NettyDataBufferFactory(PooledByteBufAllocator.DEFAULT);
        var kept = buffers.allocateBuffer(16);
        var passedBy = buffers.allocateBuffer(16);
        kept.write(JPEG_HEAD);
        passedBy.write(JPEG_HEAD);
        var counts = List.of(
                kept.getNativeBuffer().retain(), passedBy.getNativeBuffer().retain());
        files.put("f-1", Flux.just(kept), "照片.jpg", 1000)
                .doOnDiscard(DataBuffer.class, DataBufferUtils::release)
                .block();
        Incoming.swallowed(Flux.just(passedBy))
                .doOnDiscard(DataBuffer.class, DataBufferUtils::release)
                .block();
        assertThat(counts).extracting(ByteBuf::refCnt).containsExactly(1, 1);
        counts.forEach(ByteBuf::release);
    }

    @ParameterizedTest
    @ValueSource(strings = {"照片.txt", "照片.html", "照片", "照片.jpg"})
    void the_content_says_the_type_whatever_the_name(String name) {
        var stored = files.put("f-2", Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(JPEG_HEAD)), name, 1000)
                .block();
        assertThat(stored.type()).isEqualTo("image/jpeg");
    }

    @ParameterizedTest
    @CsvSource({"99, true", "100, true", "101, false"})
    void the_limit_is_exact_and_nothing_is_kept_beyond_it(int bytes, boolean taken) throws IOException {
        var content = Flux.range(0, bytes)
                .map(_ -> (DataBuffer) DefaultDataBufferFactory.sharedInstance.wrap(new byte[] {'x'}));
        if (taken) {
            assertThat(files.put("f-3", content, "x", 100).block().bytes()).isEqualTo(bytes);
        } else {
            assertThatThrownBy(() -> files.put("f-3", content, "x", 100).block())
                    .isInstanceOf(Refused.class)
                    .hasMessage("file-too-large");
            assertThat(everything()).isEmpty();
        }
    }

    @Test
    void what_breaks_off_leaves_nothing_behind() throws IOException {
        var broken = buffers("半个").concatWith(Mono.error(new IOException("connection reset")));
        assertThatThrownBy(() -> files.put("f-4", broken, "x", 1000).block()).hasRootCauseMessage("connection reset");
        assertThat(everything()).isEmpty();

        files.put("f-5", buffers("半个").concatWith(Flux.never()), "x", 1000)
                .timeout(Duration.ofMillis(300), Mono.empty())
                .block();
        assertThat(everything()).isEmpty();
    }

    @Test
    void the_buffers_of_a_request_are_given_back() {
        var pooled = new NettyDataBufferFactory(new PooledByteBufAllocator(false));
        var handed = Flux.range(0, 200).map(i -> {
            var buffer = pooled.allocateBuffer(1024);
            buffer.write(new byte[1024]);
            return (DataBuffer) buffer;
        });
        var held = new java.util.concurrent.ConcurrentLinkedQueue<DataBuffer>();
        var watched = handed.doOnNext(held::add);
        assertThatThrownBy(() -> files.put("f-6", watched, "x", 50 * 1024).block())
                .isInstanceOf(Refused.class);
        assertThat(held).hasSizeGreaterThan(50);
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(held)
                .noneMatch(buffer -> ((PooledDataBuffer) buffer).isAllocated())); // given back behind the refusal
    }

    @Test
    void a_deleted_file_is_not_found_and_deleting_again_does_nothing() {
        put("f-7", "x", 100, "内容");
        files.delete("f-7").block();
        files.delete("f-7").block();
        assertThatThrownBy(() -> get("f-7", 0, 10)).isInstanceOf(Refused.class).hasMessage("not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../etc", "a/b", "", "名", "a.b"})
    void a_name_that_could_leave_the_directory_is_no_id(String id) {
        assertThatThrownBy(() -> files.delete(id).block()).isInstanceOf(IllegalArgumentException.class);
    }

    private StoredFile put(String id, String name, long bytesMax, String... parts) {
        return files.put(id, buffers(parts), name, bytesMax).block();
    }

    private static Flux<DataBuffer> buffers(String... parts) {
        return Flux.fromIterable(List.of(parts))
                .map(part -> DefaultDataBufferFactory.sharedInstance.wrap(part.getBytes(StandardCharsets.UTF_8)));
    }

    private String get(String id, long from, long length) {
        return DataBufferUtils.join(files.get(id, from, length))
                .map(buffer -> buffer.toString(StandardCharsets.UTF_8))
                .block();
    }

    private List<Path> everything() throws IOException {
        try (var tree = Files.walk(directory)) {
            return tree.filter(Files::isRegularFile).toList();
        }
    }
}
