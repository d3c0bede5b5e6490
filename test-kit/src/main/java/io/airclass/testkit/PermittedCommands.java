package io.airclass.testkit;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNumber;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonValue;

/** The permitted list: commands with their options, and the operators of filters, updates, projections and pipelines. */
final class PermittedCommands {
    /** So many documents may be asked for by their ids without a limit. */
    static final int IDS_MAX = 1000;

    private static final Set<String> OF_EVERY_COMMAND = Set.of(
            "$db",
            "$readPreference",
            "$clusterTime",
            "lsid",
            "txnNumber",
            "readConcern",
            "writeConcern",
            "maxTimeMS",
            "comment");

    private static final Map<String, Set<String>> COMMANDS = Map.ofEntries(
            entry("find", Set.of("filter", "sort", "projection", "limit", "batchSize", "singleBatch", "hint")),
            entry("getMore", Set.of("collection", "batchSize")),
            entry("killCursors", Set.of("cursors")),
            entry("aggregate", Set.of("pipeline", "cursor", "hint")),
            entry("insert", Set.of("documents", "ordered")),
            entry("update", Set.of("updates", "ordered")),
            entry("delete", Set.of("deletes", "ordered")),
            entry(
                    "findAndModify",
                    Set.of("query", "update", "new", "fields", "sort", "upsert", "arrayFilters", "hint")),
            entry("createIndexes", Set.of("indexes")),
            entry("listIndexes", Set.of("cursor")),
            entry("hello", Set.of("helloOk", "topologyVersion", "maxAwaitTimeMS")),
            entry("ping", Set.of()),
            entry("endSessions", Set.of()));

    private static final Set<String> OF_UPDATE = Set.of("q", "u", "multi", "upsert", "arrayFilters", "hint");
    private static final Set<String> OF_DELETE = Set.of("q", "limit", "hint");
    private static final Set<String> OF_INDEX =
            Set.of("key", "name", "unique", "sparse", "partialFilterExpression", "expireAfterSeconds", "v", "ns");

    private static final Set<String> FILTERS =
            Set.of("$eq", "$ne", "$gt", "$gte", "$lt", "$lte", "$in", "$nin", "$exists", "$size");
    private static final Set<String> UPDATES =
            Set.of("$set", "$unset", "$inc", "$mul", "$push", "$pull", "$addToSet", "$setOnInsert", "$min", "$max");
    private static final Set<String> OF_PUSH = Set.of("$each", "$slice", "$sort", "$position");
    private static final Set<String> ACCUMULATORS =
            Set.of("$sum", "$avg", "$push", "$addToSet", "$first", "$last", "$min", "$max");
    private static final Set<String> EXPRESSIONS = Set.of(
            "$eq",
            "$ne",
            "$gt",
            "$gte",
            "$lt",
            "$lte",
            "$cmp",
            "$and",
            "$or",
            "$not",
            "$cond",
            "$ifNull",
            "$in",
            "$size",
            "$add",
            "$subtract",
            "$multiply",
            "$divide",
            "$concat",
            "$arrayElemAt",
            "$literal",
            "$sum",
            "$avg",
            "$min",
            "$max");

    /** Begins with something definite, so that an index is entered at one place. */
    private static final Pattern ANCHORED =
            Pattern.compile("(\\^|\\\\A)(\\\\Q.+|\\\\[^A-Za-z0-9].*|[^\\\\.*+?()\\[\\]{}|$^].*)");

    private static final Pattern QUOTED = Pattern.compile("\\\\Q.*?\\\\E|\\\\.");

    private static final BsonNumber ZERO = new BsonInt32(0);

    private final BsonDocument command;
    private final List<BrokenRule> broken = new ArrayList<>();
    private String statement;

    private PermittedCommands(BsonDocument command) {
        this.command = command;
    }

    /** What a command breaks, as far as that shows without asking the server. */
    static List<BrokenRule> broken(BsonDocument command) {
        var rules = new PermittedCommands(command);
        rules.command(command.getFirstKey());
        return rules.broken;
    }

    private void breaks(DatabaseRule rule, String what) {
        broken.add(new BrokenRule(rule, what, statement, BrokenRule.json(command)));
    }

    private void refuse(String what) {
        breaks(DatabaseRule.NOT_PERMITTED, what);
    }

    private void command(String name) {
        var statements = Statement.of(command);
        statement = statements.isEmpty() ? name : statements.getFirst().shape();
        var fields = COMMANDS.get(name);
        if (fields == null) {
            refuse("command " + name);
            return;
        }
        for (var field : command.keySet()) {
            if (!field.equals(name) && !fields.contains(field) && !OF_EVERY_COMMAND.contains(field)) {
                refuse("option " + field + " of " + name);
            }
        }
        readConcern(command.getDocument("readConcern", new BsonDocument()));
        switch (name) {
            case "find" -> find(command);
            case "aggregate" -> pipeline(command.getArray("pipeline"));
            case "update" -> each(command.getArray("updates"), statements, this::update);
            case "delete" -> each(command.getArray("deletes"), statements, this::delete);
            case "findAndModify" -> findAndModify(command);
            case "createIndexes" -> command.getArray("indexes").forEach(index -> index(index.asDocument()));
            default -> {}
        }
    }

    private void readConcern(BsonDocument concern) {
        var level = concern.getString("level", new BsonString("local")).getValue();
        if (concern.containsKey("afterClusterTime") || level.equals("snapshot")) {
            refuse("a session");
        }
    }

    private void find(BsonDocument find) {
        var filter = find.getDocument("filter", new BsonDocument());
        filter(filter);
        projection(find.getDocument("projection", new BsonDocument()));
        if (find.getNumber("limit", ZERO).longValue() == 0 && ids(filter) > IDS_MAX) {
            breaks(DatabaseRule.NO_LIMIT, "find without a limit");
        }
    }

    private interface Write {
        void check(BsonDocument write);
    }

    private void each(BsonArray writes, List<Statement> statements, Write check) {
        for (int i = 0; i < writes.size(); i++) {
            statement = statements.get(i).shape();
            check.check(writes.get(i).asDocument());
        }
    }

    private void update(BsonDocument update) {
        options(update, OF_UPDATE, "an update");
        if (isTrue(update.get("multi"))) {
            refuse("updateMany");
        }
        oneDocument(update.getDocument("q"));
        changes(update.get("u"));
        arrayFilters(update);
    }

    private void delete(BsonDocument delete) {
        options(delete, OF_DELETE, "a delete");
        if (delete.getNumber("limit", ZERO).longValue() != 1) {
            refuse("deleteMany");
        }
        oneDocument(delete.getDocument("q"));
    }

    private void findAndModify(BsonDocument command) {
        oneDocument(command.getDocument("query", new BsonDocument()));
        projection(command.getDocument("fields", new BsonDocument()));
        changes(command.get("update"));
        arrayFilters(command);
    }

    private void index(BsonDocument index) {
        options(index, OF_INDEX, "an index");
        filter(index.getDocument("partialFilterExpression", new BsonDocument()));
        index.getDocument("key").forEach((field, kind) -> {
            if (!(kind instanceof BsonNumber)) {
                refuse("an index on " + field + " that is neither ascending nor descending");
            }
        });
    }

    private void options(BsonDocument of, Set<String> permitted, String what) {
        of.keySet().stream()
                .filter(option -> !permitted.contains(option))
                .forEach(option -> refuse("option " + option + " of " + what));
    }

    private void oneDocument(BsonDocument filter) {
        filter(filter);
        if (ids(filter) != 1) {
            breaks(DatabaseRule.NO_ID, "a write whose filter does not set _id equal to a value");
        }
    }

    /** How many documents a filter can find at most because it names their ids. */
    private static long ids(BsonDocument filter) {
        long ids = Long.MAX_VALUE;
        for (var part : filter.entrySet()) {
            long here = Long.MAX_VALUE;
            if (part.getKey().equals("_id")) {
                here = idsOf(part.getValue());
            } else if (part.getKey().equals("$and")) {
                here = part.getValue().asArray().stream()
                        .mapToLong(each -> ids(each.asDocument()))
                        .min()
                        .orElse(here);
            }
            ids = Math.min(ids, here);
        }
        return ids;
    }

    private static long idsOf(BsonValue condition) {
        if (condition instanceof BsonRegularExpression) {
            return Long.MAX_VALUE;
        }
        if (!(condition instanceof BsonDocument operators) || !isOperators(operators)) {
            return 1;
        }
        return operators.containsKey("$eq")
                ? 1
                : operators.get("$in") instanceof BsonArray values ? values.size() : Long.MAX_VALUE;
    }

    private void filter(BsonDocument filter) {
        filter.forEach((field, condition) -> {
            switch (field) {
                case "$and", "$or" -> condition.asArray().forEach(each -> filter(each.asDocument()));
                case "$expr" -> expression(condition);
                default -> {
                    if (field.startsWith("$")) {
                        refuse("filter operator " + field);
                    } else {
                        condition(condition);
                    }
                }
            }
        });
    }

    private void condition(BsonValue condition) {
        if (condition instanceof BsonRegularExpression regex) {
            regex(regex.getPattern(), regex.getOptions());
        } else if (condition instanceof BsonDocument operators && isOperators(operators)) {
            operators.forEach((operator, value) -> operator(operator, value, operators));
        }
    }

    private void operator(String operator, BsonValue value, BsonDocument beside) {
        switch (operator) {
            case "$elemMatch" -> {
                if (isOperators(value.asDocument())) {
                    condition(value);
                } else {
                    filter(value.asDocument());
                }
            }
            case "$regex" -> {
                var options = beside.getString("$options", new BsonString("")).getValue();
                switch (value) {
                    case BsonRegularExpression regex -> regex(regex.getPattern(), regex.getOptions() + options);
                    default -> regex(value.asString().getValue(), options);
                }
            }
            case "$options" -> {}
            default -> {
                if (!FILTERS.contains(operator)) {
                    refuse("filter operator " + operator);
                } else if (value instanceof BsonArray values) {
                    values.stream()
                            .filter(each -> each instanceof BsonRegularExpression)
                            .forEach(this::condition);
                }
            }
        }
    }

    private void regex(String pattern, String options) {
        if (!ANCHORED.matcher(pattern).matches()
                || QUOTED.matcher(pattern).replaceAll("").contains("|")) {
            refuse("unanchored regex /" + pattern + "/");
        }
        if (!options.isEmpty()) {
            refuse("option " + options + " of regex /" + pattern + "/");
        }
    }

    private void arrayFilters(BsonDocument of) {
        of.getArray("arrayFilters", new BsonArray()).forEach(each -> filter(each.asDocument()));
    }

    private void changes(BsonValue update) {
        switch (update) {
            case BsonDocument changes ->
                changes.entrySet().stream()
                        .filter(each -> each.getKey().startsWith("$"))
                        .forEach(each -> change(each.getKey(), each.getValue().asDocument()));
            case null -> refuse("findOneAndDelete");
            default -> refuse("an update by a pipeline");
        }
    }

    private void change(String operator, BsonDocument fields) {
        switch (operator) {
            case "$push", "$addToSet" -> fields.values().forEach(added -> modifiers(operator, added));
            case "$pull" -> fields.values().forEach(this::pulled);
            default -> {
                if (!UPDATES.contains(operator)) {
                    refuse("update operator " + operator);
                }
            }
        }
    }

    private void modifiers(String operator, BsonValue added) {
        var permitted = operator.equals("$push") ? OF_PUSH : Set.of("$each");
        if (added instanceof BsonDocument modifiers && isOperators(modifiers)) {
            options(modifiers, permitted, operator);
        }
    }

    private void pulled(BsonValue condition) {
        if (condition instanceof BsonDocument document && !isOperators(document)) {
            filter(document);
        } else {
            condition(condition);
        }
    }

    private void projection(BsonDocument projection) {
        projection.forEach((field, shown) -> {
            if (field.endsWith(".$")) {
                refuse("positional projection " + field);
            } else if (shown instanceof BsonDocument by && by.containsKey("$elemMatch") && by.size() == 1) {
                condition(by);
            } else if (!isSwitch(shown)
                    && !(shown instanceof BsonDocument by && by.keySet().equals(Set.of("$slice")))) {
                refuse("computed projection of " + field);
            }
        });
    }

    private void pipeline(BsonArray stages) {
        for (var stage : stages) {
            stage.asDocument().forEach(this::stage);
        }
    }

    private void stage(String name, BsonValue body) {
        switch (name) {
            case "$match" -> filter(body.asDocument());
            case "$group" -> group(body.asDocument());
            case "$project", "$addFields" -> body.asDocument().values().forEach(this::expression);
            case "$sortByCount" -> expression(body);
            case "$lookup" -> pipeline(body.asDocument().getArray("pipeline", new BsonArray()));
            case "$facet" -> body.asDocument().values().forEach(inner -> pipeline(inner.asArray()));
            case "$sort", "$limit", "$unwind", "$merge" -> {}
            default -> refuse("aggregation stage " + name);
        }
    }

    private void group(BsonDocument group) {
        group.forEach((field, body) -> {
            if (field.equals("_id")) {
                expression(body);
                return;
            }
            body.asDocument().forEach((accumulator, value) -> {
                if (!ACCUMULATORS.contains(accumulator)) {
                    refuse("accumulator " + accumulator);
                }
                expression(value);
            });
        });
    }

    private void expression(BsonValue expression) {
        switch (expression) {
            case BsonArray each -> each.forEach(this::expression);
            case BsonDocument document ->
                document.forEach((name, value) -> {
                    if (name.startsWith("$") && !EXPRESSIONS.contains(name)) {
                        refuse("expression " + name);
                    }
                    if (!name.equals("$literal")) {
                        expression(value);
                    }
                });
            default -> {}
        }
    }

    private static boolean isOperators(BsonDocument document) {
        return !document.isEmpty() && document.getFirstKey().startsWith("$");
    }

    private static boolean isTrue(BsonValue value) {
        return value instanceof BsonBoolean set && set.getValue();
    }

    private static boolean isSwitch(BsonValue shown) {
        return shown instanceof BsonNumber || shown instanceof BsonBoolean;
    }
}
