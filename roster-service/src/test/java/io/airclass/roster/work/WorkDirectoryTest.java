package io.airclass.roster.work;

import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkDirectoryTest {
    @TempDir
    Path parent;

    /** Another process, which works until it is killed. */
    static final class Other {
        public static void main(String[] parent) throws Exception {
            var work = WorkDirectory.in(Path.of(parent[0]));
            Files.writeString(work.newPath("upload"), "张三,13800000000");
            System.out.println("ready");
            System.in.transferTo(System.out);
        }
    }

    private Process other() throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        parent.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.inputReader().readLine()).isEqualTo("ready");
        return process;
    }

    private List<String> everything() throws IOException {
        try (var tree = Files.walk(parent)) {
            return tree.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void what_a_killed_process_left_goes_when_the_next_one_starts_and_not_while_it_works() throws Exception {
        Process other = other();
        try {
            try (var own = WorkDirectory.in(parent)) {
                assertThat(everything()).contains("upload-1");
                assertThat(own.newPath("upload")).doesNotExist();
            }
            assertThat(everything()).contains("upload-1");
        } finally {
            other.destroyForcibly().waitFor();
        }

        assertThat(everything()).contains("upload-1");
        WorkDirectory.in(parent).close();

        assertThat(everything()).isEmpty();
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void only_what_is_of_such_a_process_goes() throws IOException {
        Files.writeString(parent.resolve("p-notes.lock"), "");
        Files.createDirectory(parent.resolve("p-notes"));
        Files.writeString(parent.resolve("p-notes").resolve("备忘"), "");

        WorkDirectory.in(parent).close();

        assertThat(everything()).containsExactly("p-notes.lock", "备忘");
    }

    @Test
    void two_of_one_process_leave_each_other_alone() throws IOException {
        try (var first = WorkDirectory.in(parent)) {
            Files.writeString(first.newPath("upload"), "");
            WorkDirectory.in(parent).close();
            assertThat(everything()).contains("upload-1");
        }
    }

    @Test
    void nobody_else_may_look_into_it() throws IOException {
        try (var own = WorkDirectory.in(parent)) {
            assertThat(Files.getPosixFilePermissions(own.newPath("x").getParent()))
                    .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE, OWNER_EXECUTE);
        }
    }

    @Test
    void a_sealed_file_is_read_as_it_was_written_and_says_nothing_on_the_disk() throws IOException {
        String text = "李四,身份证号522301200701011234\n".repeat(5_000);
        try (var own = WorkDirectory.in(parent)) {
            var file = own.newFile("findings");
            try (var out = file.writing()) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }

            try (var in = file.reading()) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(text);
            }
            Path path = own.newPath("").resolveSibling("findings-1");
            assertThat(Files.readString(path, StandardCharsets.ISO_8859_1)).doesNotContain("522301200701011234");
            assertThatThrownBy(file::writing).isInstanceOf(FileAlreadyExistsException.class);
            file.close();
            assertThat(path).doesNotExist();
        }
    }

    @Test
    void all_are_closed_whichever_fails_and_every_failure_is_told() {
        var closed = new ArrayList<String>();
        Stream<Closeable> some = Stream.of(
                () -> closed.add("甲"),
                () -> {
                    throw new IOException("乙");
                },
                () -> {
                    throw new IllegalStateException("丙");
                },
                () -> closed.add("丁"));

        assertThatThrownBy(() -> Closing.all(some))
                .hasMessage("乙")
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1));
        assertThat(closed).containsExactly("甲", "丁");
    }
}
