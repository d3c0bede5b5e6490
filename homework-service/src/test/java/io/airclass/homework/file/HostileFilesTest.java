package io.airclass.homework.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.homework.HomeworkTest;
import io.airclass.kit.settings.AirclassSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What somebody may send who means no good, in one body and in pieces: a clear error, and nothing is left behind. */
class HostileFilesTest extends HomeworkTest {
    private static final byte[] PLACE = "GPSLatitude 25.0921 兴义".getBytes(StandardCharsets.UTF_8);

    @Autowired
    private AirclassSettings settings;

    @Test
    void a_place_in_a_picture_is_not_kept_however_it_came() throws IOException {
        var photo = picture(60, 40, "jpeg");
        var told = ByteBuffer.allocate(photo.length + PLACE.length + 10)
                .put(photo, 0, 2)
                .putShort((short) 0xFFE1)
                .putShort((short) (PLACE.length + 8))
                .put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1))
                .put(PLACE)
                .put(photo, 2, photo.length - 2)
                .array();
        for (var id : new String[] {uploaded("作业.jpg", told), inPieces("作业.jpg", told, 201)}) {
            var kept = content(id);
            assertThat(indexOf(kept, PLACE)).isNegative();
            assertThat(ImageIO.read(new ByteArrayInputStream(kept)).getWidth()).isEqualTo(60);
        }
    }

    /** A picture that is a page and an archive as well: only the picture is kept. */
    @Test
    void what_follows_a_picture_is_not_kept() throws IOException {
        var page = "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8);
        var tail = joined(page, zip(Map.of("答案.txt", new byte[1000])));
        for (var format : new String[] {"jpeg", "png", "gif"}) {
            var picture = picture(60, 40, format);
            assertThat(content(inPieces("作业.html", joined(picture, tail), 201)))
                    .isEqualTo(content(uploaded("作业.zip", picture)));
        }
    }

    @Test
    void a_page_that_begins_like_a_picture_leaves_nothing() throws IOException {
        var polyglot =
                joined("GIF89a/*/*".getBytes(), "*/=1;alert(1)//".repeat(100).getBytes());
        assertThatNothingIsLeftOf("照片.gif", polyglot, 422, "picture-broken");
        assertThatNothingIsLeftOf("照片.jpg", Arrays.copyOf(picture(60, 40, "jpeg"), 300), 422, "picture-broken");
    }

    @Test
    void a_picture_of_30000_by_30000_is_refused_without_being_decoded() throws IOException {
        var png = picture(60, 40, "png");
        ByteBuffer.wrap(png).putInt(16, 30_000).putInt(20, 30_000);
        assertThatNothingIsLeftOf("照片.png", png, 422, "picture-too-many-pixels");
    }

    @Test
    void an_archive_that_grows_a_thousandfold_is_no_homework() throws IOException {
        assertThatNothingIsLeftOf("作业.zip", zip(Map.of("作业.txt", new byte[50_000_000])), 415, "file-type-not-taken");
        assertThatNothingIsLeftOf("作业.jpg", zip(Map.of("作业.txt", new byte[50_000_000])), 415, "file-type-not-taken");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../etc/passwd.jpg",
                "C:\\Windows\\作业.jpg",
                "作\u0000业\r\nSet-Cookie: a=b.jpg",
                "\u202Egpj.exe",
                "....//....//.jpg",
                "\uD800.jpg"
            })
    void a_name_is_data(String name) {
        var id = inPieces(name, photo(), 201);
        var answer = get(STUDENT, "/api/files/{id}", id);
        answer.expectHeader().doesNotExist("Set-Cookie");
        answer.expectHeader().value("Content-Disposition", value -> assertThat(value)
                .doesNotContain("/", "\\", "\r", "\n", "..", "%2F", "%5C", "%00", "%0D", "%E2%80%AE"));
        assertThat(answer.expectBody().returnResult().getResponseBody()).isEqualTo(photo());
    }

    private void assertThatNothingIsLeftOf(String name, byte[] content, int status, String slug) throws IOException {
        long before = contents();
        assertThat(problem(as(STUDENT, uploadCall(name, content)), status)).isEqualTo(slug);
        assertThat(contents()).isEqualTo(before);
        assertThat(inPieces(name, content, status)).isEqualTo(slug);
        assertThat(contents()).isEqualTo(before);
    }

    /** Sends two pieces and gives the file's id, or why it was refused. */
    private String inPieces(String name, byte[] content, int status) {
        var id = announced(STUDENT, name, content.length);
        int half = content.length / 2;
        var first = pieceCall(client.patch().uri("/api/uploads/{id}", id), 0, Arrays.copyOf(content, half));
        as(STUDENT, first).expectStatus().isNoContent();
        var rest = as(
                STUDENT,
                pieceCall(
                        client.patch().uri("/api/uploads/{id}", id),
                        half,
                        Arrays.copyOfRange(content, half, content.length)));
        if (status == 201) {
            body(rest, 204);
            return id;
        }
        return problem(rest, status);
    }

    private byte[] content(String id) {
        return get(STUDENT, "/api/files/{id}", id).expectBody().returnResult().getResponseBody();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static int indexOf(byte[] content, byte[] part) {
        return new String(content, StandardCharsets.ISO_8859_1).indexOf(new String(part, StandardCharsets.ISO_8859_1));
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return out.toByteArray();
    }

    private long contents() throws IOException {
        try (var tree = Files.walk(Path.of(settings.files().uri()))) {
            return tree.filter(Files::isRegularFile).count();
        }
    }
}
