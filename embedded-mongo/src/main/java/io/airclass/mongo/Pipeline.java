package io.airclass.mongo;

import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import io.airclass.mongo.DurableCollection.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An aggregation in two parts.
 *
 * @param head its first stages that select, order and cut: a query, for which indexes are used
 * @param rest the stages behind it
 */
record Pipeline(Query head, List<Document> rest) {

    static Pipeline of(Document command) {
        return of(Aggregation.parse(command.get("pipeline")), Optional.ofNullable(command.get("hint")));
    }

    static Pipeline of(List<Document> stages, Optional<Object> hint) {
        var rest = new ArrayList<>(stages);
        var matches = new ArrayList<Document>();
        while (next(rest, "$match") instanceof Document match) {
            matches.add(match);
            rest.removeFirst();
        }
        var filter = matches.size() == 1 ? matches.getFirst() : new Document();
        if (matches.size() > 1) {
            filter.append("$and", matches);
        }
        Document sort = null;
        if (next(rest, "$sort") instanceof Document order) {
            sort = order;
            rest.removeFirst();
        }
        int skip = 0;
        if (next(rest, "$skip") instanceof Number number) {
            skip = number.intValue();
            rest.removeFirst();
        }
        int limit = 0;
        if (next(rest, "$limit") instanceof Number number && number.intValue() > 0) {
            limit = number.intValue();
            rest.removeFirst();
        }
        return new Pipeline(new Query(filter, sort, skip, limit, hint), rest);
    }

    private static Object next(List<Document> stages, String name) {
        return stages.isEmpty() ? null : stages.getFirst().get(name);
    }
}
