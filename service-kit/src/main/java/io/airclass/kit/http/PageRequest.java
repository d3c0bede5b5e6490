package io.airclass.kit.http;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.Sorts;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.BsonInvalidOperationException;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.bson.json.JsonParseException;

/**
 * Which page of a list: sorted by one field and {@code _id}, so many at a time, after the place that a cursor marks. A
 * cursor is the last row's two values; it is opaque to callers and checked when it comes back.
 *
 * @param field the sort field, or {@code _id}
 * @param last sort value and id of the last row of the page before; null for the first page
 */
public record PageRequest(String field, boolean descending, int limit, BsonDocument last) {
    public static final int LIMIT_DEFAULT = 50;
    public static final int LIMIT_MAX = 200;

    private static final int CURSOR_CHARS_MAX = 512;

    /**
     * From the {@code limit} and {@code cursor} parameters, which may be null.
     *
     * @throws Refused for a limit out of range or a cursor that we did not make
     */
    public static PageRequest of(String field, boolean descending, Integer limit, String cursor) {
        if (limit != null && (limit < 1 || limit > LIMIT_MAX)) {
            throw new Refused(Rejection.invalid("limit-out-of-range").with("max", LIMIT_MAX));
        }
        return new PageRequest(field, descending, limit == null ? LIMIT_DEFAULT : limit, parse(cursor));
    }

    private static BsonDocument parse(String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            if (cursor.length() <= CURSOR_CHARS_MAX) {
                var json = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
                var last = BsonDocument.parse(json);
                if (last.size() == 2 && last.isString("i") && isScalar(last.get("v"))) {
                    return last;
                }
            }
        } catch (IllegalArgumentException | JsonParseException | BsonInvalidOperationException notOurs) {
            throw new Refused(Rejection.invalid("cursor-malformed"));
        }
        throw new Refused(Rejection.invalid("cursor-malformed"));
    }

    private static boolean isScalar(BsonValue value) {
        return value != null && (value.isString() || value.isInt64() || value.isInt32() || value.isDateTime());
    }

    /** Whether no cursor was given. */
    public boolean isFirst() {
        return last == null;
    }

    /** The id of the last row of the page before; empty for the first page, which all ids come after. */
    public String lastId() {
        return last == null ? "" : last.getString("i").getValue();
    }

    public Bson sort() {
        if (field.equals("_id")) {
            return descending ? Sorts.descending("_id") : Sorts.ascending("_id");
        }
        return descending ? Sorts.descending(field, "_id") : Sorts.ascending(field, "_id");
    }

    /** The filter, narrowed to what comes after the cursor. */
    public Bson after(Bson filter) {
        if (last == null) {
            return filter;
        }
        var id = last.getString("i");
        if (field.equals("_id")) {
            return and(filter, descending ? lt("_id", id) : gt("_id", id));
        }
        var value = last.get("v");
        return and(
                filter,
                descending ? lte(field, value) : gte(field, value), // where the index is entered
                or(
                        descending ? lt(field, value) : gt(field, value),
                        and(eq(field, value), descending ? lt("_id", id) : gt("_id", id))));
    }

    /**
     * The page of a bounded list that is in memory already, such as one inside a document.
     *
     * @param all in this page's order
     * @param id of each, by which the list is sorted; the page's field is {@code _id}
     */
    public <T> Page<T> cut(List<T> all, Function<T, String> id) {
        var rest = all.stream()
                .filter(each -> last == null || isAfter(id.apply(each)))
                .limit(limit + 1L)
                .toList();
        var found = page(rest.stream()
                .map(each -> new BsonDocument("_id", new BsonString(id.apply(each))))
                .toList());
        return new Page<>(rest.subList(0, found.items().size()), found.cursor());
    }

    private boolean isAfter(String id) {
        int compared = id.compareTo(last.getString("i").getValue());
        return descending ? compared < 0 : compared > 0;
    }

    /**
     * The page and its cursor.
     *
     * @param found one more document than {@link #limit()} when there is a next page
     */
    public <D extends BsonDocument> Page<D> page(List<D> found) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        var items = found.subList(0, limit);
        var end = items.getLast();
        var mark = new BsonDocument("v", end.get(field)).append("i", end.get("_id"));
        var cursor = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(mark.toJson().getBytes(StandardCharsets.UTF_8));
        return new Page<>(items, cursor);
    }
}
