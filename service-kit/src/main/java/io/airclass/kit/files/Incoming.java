package io.airclass.kit.files;

import java.util.regex.Pattern;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A file on its way in: what it may be called, and how one that is not wanted passes by. */
public final class Incoming {
    public static final int NAME_CHARS_MAX = 120;

    /** So much of a body that is not wanted is read nevertheless. */
    public static final long SWALLOWED_BYTES_MAX = 2 * 1024 * 1024;

    /** What it is called when nothing usable was sent. */
    private static final String NAMELESS = "file";

    /** Control characters, and the invisible ones that turn the direction of writing or hide in a name. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private Incoming() {}

    /** The name without path parts and unseen characters, of bounded length, never empty. */
    public static String name(String raw) {
        var whole = raw == null ? "" : raw;
        var last = whole.substring(Math.max(whole.lastIndexOf('/'), whole.lastIndexOf('\\')) + 1);
        var seen = UNSEEN.matcher(last).replaceAll("").strip();
        var dotless = seen.matches("\\.*") ? "" : seen;
        return dotless.isEmpty() ? NAMELESS : shortened(dotless);
    }

    /** Cut in the middle, so that the ending stays. */
    private static String shortened(String name) {
        int length = name.codePointCount(0, name.length());
        if (length <= NAME_CHARS_MAX) {
            return name;
        }
        int half = NAME_CHARS_MAX / 2;
        return name.substring(0, name.offsetByCodePoints(0, half))
                + name.substring(name.offsetByCodePoints(name.length(), -half));
    }

    /** Lets a body that is not wanted pass, up to a limit: a connection that is cut keeps the sender from reading why. */
    public static Mono<Void> swallowed(Flux<DataBuffer> content) {
        return DataBufferUtils.takeUntilByteCount(content, SWALLOWED_BYTES_MAX)
                .map(DataBufferUtils::release) // and not given back again by whoever answers with what comes of this
                .then();
    }
}
