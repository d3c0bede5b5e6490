package io.airclass.roster.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airclass.roster.work.WorkDirectory;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleWriterTest {
    @TempDir
    Path parent;

    private static String[] names(Path directory) throws IOException {
        try (var all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).toArray(String[]::new);
        }
    }

    @Test
    void one_that_cannot_be_begun_leaves_no_file() throws IOException {
        try (var work = WorkDirectory.in(parent)) {
            Path own = work.newPath("first").getParent();
            Files.createFile(own.resolve("courses-5")); // where the third of its files belongs

            assertThatThrownBy(() -> new BundleWriter(work)).isInstanceOf(FileAlreadyExistsException.class);

            assertThat(names(own)).isEmpty();
        }
    }

    @Test
    void one_that_is_given_up_half_packed_leaves_no_file() throws IOException {
        try (var work = WorkDirectory.in(parent)) {
            var writer = new BundleWriter(work);
            writer.pack(0);
            writer.pack(1);

            writer.close();

            assertThat(names(work.newPath("last").getParent())).isEmpty();
        }
    }
}
