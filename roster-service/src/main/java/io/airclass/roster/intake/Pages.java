package io.airclass.roster.intake;

import io.airclass.kit.http.Page;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.roster.oneroster.Finding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import tools.jackson.core.JacksonException;

/** Pages of a file of findings; a cursor is the place in the file where a line begins. */
final class Pages {
    private static final String MARK = "r";

    private Pages() {}

    /** The place that a cursor means; refused where it is none of ours. */
    static long place(String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return 0;
        }
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            if (text.matches(MARK + "[0-9]{1,15}")) {
                return Long.parseLong(text.substring(1));
            }
        } catch (IllegalArgumentException notOurs) {
            throw new Refused(Rejection.invalid("cursor-malformed"));
        }
        throw new Refused(Rejection.invalid("cursor-malformed"));
    }

    /**
     * @param content the bytes of the file from a place on, enough for the lines that are wanted
     * @param bytes of the whole file
     */
    static Page<Finding> of(String content, int limit, long from, long bytes) {
        var items = new ArrayList<Finding>();
        int at = 0;
        long place = from;
        for (int end = content.indexOf('\n', at); end >= 0 && items.size() < limit; end = content.indexOf('\n', at)) {
            String line = content.substring(at, end);
            items.add(parsed(line));
            place += line.getBytes(StandardCharsets.UTF_8).length + 1;
            at = end + 1;
        }
        return new Page<>(items, place < bytes ? cursor(place) : null);
    }

    private static Finding parsed(String line) {
        try {
            return FindingsFile.parse(line);
        } catch (JacksonException notTheStartOfALine) {
            throw new Refused(Rejection.invalid("cursor-malformed"));
        }
    }

    private static String cursor(long place) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((MARK + place).getBytes(StandardCharsets.US_ASCII));
    }
}
