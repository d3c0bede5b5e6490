package io.airclass.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.aggregation.Expression;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What an expression is for a document. Fields, variables, documents, arrays and everything that evaluates conditionally is done here,
 * so that text of the data is never taken for an expression; the front end's operators get nothing but values.
 */
final class Expressions {
    private static final int FAILED_TO_PARSE = 9;
    private static final int UNDEFINED_VARIABLE = 17276;

    /** What the front end compares by Java's equality, to which 1 and 1.0 are two numbers. */
    private static final Set<String> COMPARING_ELEMENTS =
            Set.of("$setDifference", "$setEquals", "$setIntersection", "$setIsSubset", "$setUnion", "$indexOfArray");

    private final Document document;
    private final Map<String, Object> variables;

    private Expressions(Document document, Map<String, Object> variables) {
        this.document = document;
        this.variables = variables;
    }

    /** The value, or {@link Missing}. */
    static Object valueOf(Object expression, Document document) {
        return new Expressions(document, Map.of()).of(expression);
    }

    /** Whether it is {@code {$operator: …}} and no plain document. */
    static boolean isOperator(Document document) {
        return document.keySet().stream().anyMatch(name -> name.startsWith("$"));
    }

    /** What a path leads to; through an array, that of each element that has something there. */
    static Object at(Object value, List<String> path) {
        if (path.isEmpty()) {
            return value;
        }
        return switch (value) {
            case Document document -> at(document.getOrMissing(path.getFirst()), path.subList(1, path.size()));
            case Collection<?> array ->
                array.stream()
                        .<Object>map(element -> at(element, path))
                        .filter(found -> !(found instanceof Missing))
                        .toList();
            case null, default -> Missing.getInstance();
        };
    }

    static List<String> names(String path) {
        return List.of(path.split("\\.", -1));
    }

    private Object of(Object expression) {
        return switch (expression) {
            case String variable when variable.startsWith("$$") -> variable(names(variable.substring(2)));
            case String path when path.startsWith("$") -> at(document, names(path.substring(1)));
            case Document operator when isOperator(operator) -> applied(operator);
            case Document literal -> {
                var result = new Document();
                literal.forEach((name, field) -> {
                    var value = of(field);
                    if (!(value instanceof Missing)) {
                        result.put(name, value);
                    }
                });
                yield result;
            }
            case Collection<?> array -> {
                var result = new ArrayList<Object>();
                array.forEach(element -> result.add(presentOrNull(of(element))));
                yield result;
            }
            case null, default -> expression;
        };
    }

    private Object variable(List<String> path) {
        var name = path.getFirst();
        var value =
                switch (name) {
                    case "ROOT", "CURRENT" -> document;
                    case "REMOVE" -> Missing.getInstance();
                    case "NOW" -> Instant.now();
                    default -> {
                        if (!variables.containsKey(name)) {
                            throw new MongoServerError(UNDEFINED_VARIABLE, "Use of undefined variable: " + name);
                        }
                        yield variables.get(name);
                    }
                };
        return at(value, path.subList(1, path.size()));
    }

    private Object applied(Document expression) {
        if (expression.size() != 1) {
            throw new MongoServerError(
                    15983, "An object representing an expression must have exactly one field: " + expression);
        }
        var operator = expression.keySet().iterator().next();
        var operand = expression.get(operator);
        return switch (operator) {
            case "$literal" -> operand;
            case "$cond" -> chosen(operand);
            case "$ifNull" ->
                operands(operand).stream()
                        .map(this::of)
                        .reduce((found, next) -> Missing.isNullOrMissing(found) ? next : found)
                        .orElseThrow(() -> new MongoServerError(1257300, "$ifNull needs at least two arguments"));
            case "$and" -> operands(operand).stream().allMatch(each -> Utils.isTrue(of(each)));
            case "$or" -> operands(operand).stream().anyMatch(each -> Utils.isTrue(of(each)));
            case "$map" -> mapped((Document) operand);
            case "$filter" -> filtered((Document) operand);
            case "$reduce" -> reduced((Document) operand);
            case "$eq", "$ne", "$gt", "$gte", "$lt", "$lte", "$cmp" -> compared(operator, values(operand));
            case "$in" -> contained(values(operand));
            case "$dateToString" -> {
                var named = new Document();
                ((Document) operand).forEach((name, argument) -> named.put(name, literal(of(argument))));
                yield delegated(operator, named);
            }
            default -> {
                var values = values(operand);
                yield delegated(
                        operator,
                        (COMPARING_ELEMENTS.contains(operator) ? alike(values) : values)
                                .stream().map(Expressions::literal).toList());
            }
        };
    }

    private static Collection<?> operands(Object operand) {
        return operand instanceof Collection<?> several ? several : Arrays.asList(operand);
    }

    private List<Object> values(Object operand) {
        var values = new ArrayList<Object>();
        operands(operand).forEach(each -> values.add(of(each)));
        return values;
    }

    private static Document literal(Object value) {
        return new Document("$literal", value);
    }

    /** By the front end: in {@code $map}, as it would evaluate a document that is the result once more. */
    private static Object delegated(String operator, Object operand) {
        var once = new Document("input", List.of(0)).append("in", new Document(operator, operand));
        return ((List<?>) Expression.evaluateDocument(new Document("$map", once), new Document())).getFirst();
    }

    private Object chosen(Object operand) {
        if (operand instanceof Document named) {
            requireNames("$cond", named, Set.of("if", "then", "else"), Set.of());
            return of(named.get(Utils.isTrue(of(named.get("if"))) ? "then" : "else"));
        }
        var three = new ArrayList<Object>(operands(operand));
        if (three.size() != 3) {
            throw new MongoServerError(
                    16020, "Expression $cond takes exactly 3 arguments. " + three.size() + " were passed in.");
        }
        return of(three.get(Utils.isTrue(of(three.getFirst())) ? 1 : 2));
    }

    // ---- arrays

    private Object mapped(Document named) {
        requireNames("$map", named, Set.of("input", "in"), Set.of("as"));
        var result = new ArrayList<Object>();
        var name = nameOfElement(named);
        return array("$map", 16883, named)
                .map(input -> {
                    input.forEach(element ->
                            result.add(presentOrNull(with(name, element).of(named.get("in")))));
                    return result;
                })
                .orElse(null);
    }

    private Object filtered(Document named) {
        requireNames("$filter", named, Set.of("input", "cond"), Set.of("as"));
        var result = new ArrayList<Object>();
        var name = nameOfElement(named);
        return array("$filter", 28651, named)
                .map(input -> {
                    input.stream()
                            .filter(element -> Utils.isTrue(with(name, element).of(named.get("cond"))))
                            .forEach(result::add);
                    return result;
                })
                .orElse(null);
    }

    private Object reduced(Document named) {
        requireNames("$reduce", named, Set.of("input", "initialValue", "in"), Set.of());
        var input = array("$reduce", 40080, named);
        if (input.isEmpty()) {
            return null;
        }
        var value = of(named.get("initialValue"));
        for (Object element : input.get()) {
            value = with("this", element).with("value", value).of(named.get("in"));
        }
        return value;
    }

    private static void requireNames(String operator, Document named, Set<String> required, Set<String> optional) {
        for (String name : named.keySet()) {
            if (!required.contains(name) && !optional.contains(name)) {
                throw Refusals.notSupported("the parameter " + name + " of " + operator);
            }
        }
        for (String name : required) {
            if (!named.containsKey(name)) {
                throw new MongoServerError(FAILED_TO_PARSE, "Missing '" + name + "' parameter to " + operator);
            }
        }
    }

    private static String nameOfElement(Document named) {
        if (!(named.getOrDefault("as", "this") instanceof String name) || name.isEmpty()) {
            throw new MongoServerError(16866, "empty variable names are not allowed");
        }
        return name;
    }

    /** Empty for null and for what is not there. */
    private Optional<Collection<?>> array(String operator, int code, Document named) {
        var input = of(named.get("input"));
        if (Missing.isNullOrMissing(input)) {
            return Optional.empty();
        }
        if (!(input instanceof Collection<?> array)) {
            throw new MongoServerError(
                    code, "input to " + operator + " must be an array not " + Utils.describeType(input));
        }
        return Optional.of(array);
    }

    private Expressions with(String name, Object value) {
        var more = new HashMap<>(variables);
        more.put(name, value);
        return new Expressions(document, more);
    }

    private static Object presentOrNull(Object value) {
        return value instanceof Missing ? null : value;
    }

    // ---- equality as MongoDB has it

    private static Object compared(String operator, List<Object> values) {
        if (values.size() != 2 || values.stream().anyMatch(Decimal128.class::isInstance)) {
            return delegated(operator, values.stream().map(Expressions::literal).toList());
        }
        int order = order(values.get(0), values.get(1));
        return switch (operator) {
            case "$eq" -> order == 0;
            case "$ne" -> order != 0;
            case "$gt" -> order > 0;
            case "$gte" -> order >= 0;
            case "$lt" -> order < 0;
            case "$lte" -> order <= 0;
            default -> Integer.signum(order);
        };
    }

    /** Nothing comes before everything, null too. */
    private static int order(Object a, Object b) {
        return a instanceof Missing || b instanceof Missing
                ? Boolean.compare(b instanceof Missing, a instanceof Missing)
                : Arrays.compareUnsigned(KeyBytes.of(a), KeyBytes.of(b));
    }

    private static boolean contained(List<Object> values) {
        if (values.size() != 2 || !(values.get(1) instanceof Collection<?> array)) {
            throw new MongoServerError(40081, "$in requires an array as a second argument");
        }
        return array.stream().anyMatch(element -> order(values.getFirst(), element) == 0);
    }

    /** With one value for all that are equal, of whatever number type. */
    private static List<Object> alike(List<Object> values) {
        Map<byte[], Object> first = new TreeMap<>(Arrays::compareUnsigned);
        UnaryOperator<Object> asFirst = value -> {
            first.putIfAbsent(KeyBytes.of(value), value);
            return first.get(KeyBytes.of(value));
        };
        var alike = new ArrayList<Object>();
        values.forEach(value -> alike.add(
                value instanceof Collection<?> array
                        ? array.stream().<Object>map(asFirst).toList()
                        : value instanceof Missing ? value : asFirst.apply(value)));
        return alike;
    }

    // ---- variables of a pipeline within a pipeline

    /** The stages of a {@code $lookup} with the values of its variables put in. */
    static List<Document> bound(Collection<?> stages, Map<String, Object> variables) {
        return stages.stream()
                .map(stage -> {
                    var bound = new Document();
                    ((Document) stage)
                            .forEach((name, body) -> bound.put(
                                    name,
                                    name.equals("$match") ? boundFilter(body, variables) : bound(body, variables)));
                    return bound;
                })
                .toList();
    }

    /** Only {@code $expr} of a filter has expressions. */
    private static Object boundFilter(Object filter, Map<String, Object> variables) {
        return switch (filter) {
            case Document conditions -> {
                var bound = new Document();
                conditions.forEach((name, condition) -> bound.put(
                        name,
                        name.equals("$expr")
                                ? bound(condition, variables)
                                : Filters.isBranching(name) ? boundFilter(condition, variables) : condition));
                yield bound;
            }
            case Collection<?> branches ->
                branches.stream().map(branch -> boundFilter(branch, variables)).toList();
            case null, default -> filter;
        };
    }

    private static Object bound(Object expression, Map<String, Object> variables) {
        return switch (expression) {
            case String variable
            when variable.startsWith("$$") -> {
                var path = names(variable.substring(2));
                yield variables.containsKey(path.getFirst())
                        ? literal(at(variables.get(path.getFirst()), path.subList(1, path.size())))
                        : variable;
            }
            case Document literal when literal.containsKey("$literal") -> literal;
            case Document fields -> {
                if (variables.containsKey(fields.get("as"))) {
                    throw Refusals.notSupported("a variable that hides another: " + fields.get("as"));
                }
                var bound = new Document();
                fields.forEach((name, value) -> bound.put(
                        name, name.equals("$match") ? boundFilter(value, variables) : bound(value, variables)));
                yield bound;
            }
            case Collection<?> array -> {
                var bound = new ArrayList<Object>();
                array.forEach(element -> bound.add(bound(element, variables)));
                yield bound;
            }
            case null, default -> expression;
        };
    }
}
