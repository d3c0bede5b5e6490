package io.airclass.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonDocumentReader;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DecoderContext;

/**
 * What one part of a command asks the database to look for: a command has one, or one for each of its updates and deletes.
 *
 * @param command its name
 * @param filter null where nothing is looked for (an insert, say)
 * @param sort null for none
 * @param hint null for none; a name or keys
 */
record Statement(String command, String collection, BsonDocument filter, BsonDocument sort, BsonValue hint) {

    /** The statements of a command, in its order. */
    static List<Statement> of(BsonDocument command) {
        var name = command.getFirstKey();
        var collection = command.get(name) instanceof BsonString named ? named.getValue() : "";
        return switch (name) {
            case "find" -> List.of(queried(command, name, collection, "filter"));
            case "findAndModify" -> List.of(queried(command, name, collection, "query"));
            case "update" -> each(command.getArray("updates"), name, collection);
            case "delete" -> each(command.getArray("deletes"), name, collection);
            case "aggregate" -> ofPipeline(collection, command.getArray("pipeline"), command.get("hint"));
            default -> List.of(new Statement(name, collection, null, null, null));
        };
    }

    private static Statement queried(BsonDocument of, String name, String collection, String filter) {
        return new Statement(name, collection, document(of, filter), sortOf(of.get("sort")), of.get("hint"));
    }

    private static List<Statement> each(BsonArray writes, String name, String collection) {
        return writes.stream()
                .map(write -> queried(write.asDocument(), name, collection, "q"))
                .toList();
    }

    /** The head is planned like a find; what a look-up reads is planned like a find by its foreign field. */
    private static List<Statement> ofPipeline(String collection, BsonArray pipeline, BsonValue hint) {
        var matches = new BsonArray();
        int at = 0;
        while (at < pipeline.size() && stage(pipeline, at).containsKey("$match")) {
            matches.add(stage(pipeline, at++).get("$match"));
        }
        var sort = at < pipeline.size() ? stage(pipeline, at).get("$sort") : null;
        var filter =
                switch (matches.size()) {
                    case 0 -> new BsonDocument();
                    case 1 -> matches.getFirst().asDocument();
                    default -> new BsonDocument("$and", matches);
                };
        var all = new ArrayList<Statement>();
        all.add(new Statement("aggregate", collection, filter, sortOf(sort), hint));
        for (var stage : pipeline) {
            if (stage.asDocument().get("$lookup") instanceof BsonDocument lookup
                    && lookup.get("foreignField") instanceof BsonString field) {
                var from = lookup.getString("from").getValue();
                var byField = new BsonDocument(field.getValue(), new BsonString(""));
                all.add(new Statement("$lookup", from, byField, null, null));
            }
        }
        return all;
    }

    private static BsonDocument stage(BsonArray pipeline, int at) {
        return pipeline.get(at).asDocument();
    }

    private static BsonDocument document(BsonDocument of, String field) {
        return of.getDocument(field, new BsonDocument());
    }

    private static BsonDocument sortOf(BsonValue sort) {
        return sort instanceof BsonDocument keys && !keys.isEmpty() ? keys : null;
    }

    /** The same with documents of its own, since a command's are gone when its listeners have returned. */
    Statement copy() {
        return new Statement(
                command,
                collection,
                filter == null ? null : copy(filter),
                sort == null ? null : copy(sort),
                hint instanceof BsonDocument keys ? copy(keys) : hint);
    }

    /** Field by field: a clone of the driver's own kind of document still reads its buffer. */
    private static BsonDocument copy(BsonDocument document) {
        return new BsonDocumentCodec()
                .decode(
                        new BsonDocumentReader(document),
                        DecoderContext.builder().build());
    }

    /** What distinguishes it from others, with the types of values in their place. */
    String shape() {
        var shape = new StringBuilder(command).append(' ').append(collection);
        if (filter != null) {
            shape.append(' ').append(types(filter));
        }
        if (sort != null) {
            shape.append(" sort ").append(keys(sort));
        }
        if (hint != null) {
            shape.append(" hint ").append(hint instanceof BsonString name ? name.getValue() : keys(hint.asDocument()));
        }
        return shape.toString();
    }

    private static String keys(BsonDocument keys) {
        return keys.toJson().replace("\"", "");
    }

    private static String types(BsonValue value) {
        return switch (value) {
            case BsonDocument document ->
                document.entrySet().stream()
                        .map(field -> field.getKey() + ": " + types(field.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case BsonArray array -> {
                var types =
                        array.stream().map(Statement::types).distinct().sorted().toList();
                yield "[" + String.join(", ", types) + (types.size() < array.size() ? ", …]" : "]");
            }
            default -> value.getBsonType().name().toLowerCase(Locale.ROOT);
        };
    }

    /** The fields that the filter has conditions on. */
    Set<String> fields() {
        var fields = new HashSet<String>();
        collectFields(filter, fields);
        return fields;
    }

    private static void collectFields(BsonDocument filter, Set<String> fields) {
        filter.forEach((field, condition) -> {
            if (field.equals("$and") || field.equals("$or")) {
                condition.asArray().forEach(each -> collectFields(each.asDocument(), fields));
            } else {
                fields.add(field);
            }
        });
    }

    /** The command that asks the server how it would look for this. */
    BsonDocument explain() {
        var find = new BsonDocument("find", new BsonString(collection)).append("filter", filter);
        if (sort != null) {
            find.append("sort", sort);
        }
        if (hint != null) {
            find.append("hint", hint);
        }
        return new BsonDocument("explain", find).append("verbosity", new BsonString("queryPlanner"));
    }
}
