package io.airclass.testkit;

import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * One rule that one command broke.
 *
 * @param what the part of the command that broke it
 * @param statement its shape, as the list of exceptions names it
 * @param command as JSON, without long values
 */
record BrokenRule(DatabaseRule rule, String what, String statement, String command) {
    private static final int VALUE_CHARS_MAX = 80;
    private static final int ELEMENTS_MAX = 3;

    @Override
    public String toString() {
        return """
                %s: %s
                  in:   %s
                  sent: %s
                  mend: %s
                """.formatted(rule.slug(), what, statement, command, rule.mend());
    }

    static String json(BsonDocument command) {
        return abbreviated(command).asDocument().toJson();
    }

    private static BsonValue abbreviated(BsonValue value) {
        return switch (value) {
            case BsonDocument document ->
                document.entrySet().stream()
                        .collect(
                                BsonDocument::new,
                                (all, field) -> all.append(field.getKey(), abbreviated(field.getValue())),
                                BsonDocument::putAll);
            case BsonArray array -> {
                var first = array.stream()
                        .limit(ELEMENTS_MAX)
                        .map(BrokenRule::abbreviated)
                        .collect(Collectors.toCollection(BsonArray::new));
                if (array.size() > ELEMENTS_MAX) {
                    first.add(new BsonString("… " + array.size() + " in all"));
                }
                yield first;
            }
            case BsonString string
            when string.getValue().length() > VALUE_CHARS_MAX ->
                new BsonString(string.getValue().substring(0, VALUE_CHARS_MAX - 1) + "…");
            case BsonBinary binary
            when binary.getData().length > VALUE_CHARS_MAX / 2 -> new BsonString(binary.getData().length + " bytes");
            default -> value;
        };
    }
}
