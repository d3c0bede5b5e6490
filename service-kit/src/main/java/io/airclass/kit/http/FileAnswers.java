package io.airclass.kit.http;

import io.airclass.kit.files.FileStore;
import io.airclass.kit.files.StoredFile;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Flux;

/** A stored file as an answer: in whole or one range of it, never shown as a page of ours. */
public final class FileAnswers {
    private static final Set<String> SHOWN_INLINE = Set.of(
            "image/jpeg",
            "image/png",
            "image/gif",
            "image/webp",
            "audio/mpeg",
            "audio/mp4",
            "video/mp4",
            "application/pdf");

    private FileAnswers() {}

    /** Gives bytes {@code from} to {@code from + length} of a file. */
    public interface Content {
        Flux<DataBuffer> read(long from, long length);
    }

    /** The answer to a GET of a stored file. */
    public static ResponseEntity<Flux<DataBuffer>> of(FileStore files, StoredFile file, String name, String range) {
        return of((from, length) -> files.get(file.id(), from, length), file, name, range);
    }

    /**
     * The answer to a GET of a file.
     *
     * @param content of the file
     * @param name what people call it
     * @param range value of the Range header, or null; several ranges get the whole file
     */
    public static ResponseEntity<Flux<DataBuffer>> of(Content content, StoredFile file, String name, String range) {
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.parseMediaType(file.type()));
        headers.setContentDisposition(
                (SHOWN_INLINE.contains(file.type()) ? ContentDisposition.inline() : ContentDisposition.attachment())
                        .filename(name, StandardCharsets.UTF_8)
                        .build());
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
        headers.set(HttpHeaders.ACCEPT_RANGES, "bytes");
        headers.setETag("\"" + file.sha256() + "\"");
        headers.setCacheControl("private, max-age=3600");
        var ranges = ranges(range);
        if (ranges.size() != 1 || file.bytes() == 0) {
            headers.setContentLength(file.bytes());
            return new ResponseEntity<>(content.read(0, file.bytes()), headers, HttpStatus.OK);
        }
        long from = ranges.getFirst().getRangeStart(file.bytes());
        long to = ranges.getFirst().getRangeEnd(file.bytes());
        if (from >= file.bytes() || to < from) {
            throw new Refused(Rejection.invalid("range-not-satisfiable"));
        }
        headers.setContentLength(to - from + 1);
        headers.set(HttpHeaders.CONTENT_RANGE, "bytes " + from + "-" + to + "/" + file.bytes());
        return new ResponseEntity<>(content.read(from, to - from + 1), headers, HttpStatus.PARTIAL_CONTENT);
    }

    private static List<HttpRange> ranges(String range) {
        try {
            return HttpRange.parseRanges(range);
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
    }
}
