package io.airclass.roster.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.airclass.kit.files.DirectoryFileStore;
import io.airclass.kit.files.FileStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

class FileKeyTest {
    private static final int PIECE = FileKey.PIECE_BYTES;

    @TempDir
    Path directory;

    private final FileKey key = FileKey.random();
    private FileStore files;

    @BeforeEach
    void a_place_for_files() {
        files = new DirectoryFileStore(directory, Schedulers.immediate());
    }

    private static byte[] content(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private byte[] sealed(byte[] plain) throws IOException {
        var sealed = new ByteArrayOutputStream();
        try (var out = key.sealing(sealed)) {
            out.write(plain, 0, plain.length / 2);
            out.write(plain, plain.length / 2, plain.length - plain.length / 2);
        }
        return sealed.toByteArray();
    }

    private SealedFile stored(byte[] plain) throws IOException {
        Flux<DataBuffer> bytes = Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(sealed(plain)));
        files.put("file", bytes, "x", Long.MAX_VALUE).block();
        return new SealedFile(files, "file", plain.length, key);
    }

    private static byte[] read(SealedFile file, long from, long length) {
        var buffer = DataBufferUtils.join(file.read(from, length)).block();
        var bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 7})
    void what_was_sealed_is_opened_again_and_is_as_long_as_was_said(int length) throws IOException {
        byte[] plain = content(length);

        byte[] sealed = sealed(plain);

        assertThat((long) sealed.length).isEqualTo(FileKey.sealedBytes(length));
        assertThat(key.opening(new ByteArrayInputStream(sealed)).readAllBytes()).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "65535, 1", "65535, 2", "65536, 1", "10, 150000", "131072, 65543", "0, 196615"})
    void any_part_is_read_by_itself(int from, int length) throws IOException {
        byte[] plain = content(3 * PIECE + 7);

        assertThat(read(stored(plain), from, length)).isEqualTo(Arrays.copyOfRange(plain, from, from + length));
    }

    @Test
    void a_piece_that_was_changed_moved_or_cut_off_is_not_read() throws IOException {
        byte[] sealed = sealed(content(2 * PIECE));
        byte[] first = Arrays.copyOf(sealed, sealed.length / 2);
        byte[] second = Arrays.copyOfRange(sealed, sealed.length / 2, sealed.length);
        assertThat(key.open(1, second)).hasSize(PIECE);

        assertThatIllegalStateException().isThrownBy(() -> key.open(0, second));
        assertThatIllegalStateException().isThrownBy(() -> FileKey.random().open(0, first));
        assertThatIllegalStateException().isThrownBy(() -> key.open(0, Arrays.copyOf(first, first.length - 1)));
        first[100]++;
        assertThatIllegalStateException().isThrownBy(() -> key.open(0, first));
    }

    @Test
    void the_key_is_kept_sealed_and_is_never_printed() throws IOException {
        var sealing = Sealing.of("k1:VGhpcyBrZXkgaXMga25vd24gdG8gZXZlcnlib2R5ISE=");
        byte[] plain = content(1000);

        var opened = FileKey.opened(sealing, key.sealed(sealing, "exports/1/fileKey"), "exports/1/fileKey");

        assertThat(opened.opening(new ByteArrayInputStream(sealed(plain))).readAllBytes())
                .isEqualTo(plain);
        assertThat(key.toString()).isEqualTo("FileKey[]");
    }
}
