package io.airclass.exam.bank.gift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.airclass.exam.bank.FormattedText;
import io.airclass.exam.bank.ImportReading;
import io.airclass.exam.bank.Question;
import io.airclass.exam.bank.Question.Description;
import io.airclass.exam.bank.Question.Essay;
import io.airclass.exam.bank.Question.Matching;
import io.airclass.exam.bank.Question.MultipleAnswers;
import io.airclass.exam.bank.Question.Numeric;
import io.airclass.exam.bank.Question.ShortAnswer;
import io.airclass.exam.bank.Question.SingleChoice;
import io.airclass.exam.bank.Question.TrueFalse;
import io.airclass.exam.bank.TextFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Real GIFT files beside what another reader made of them; both stand outside this repository and are not copied into it. */
class GiftCorpusTest {

    private static final Path CORPUS = Path.of("..", "..", "shared", "corpora", "gift");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void each_file_holds_the_counted_questions_of_each_kind() throws IOException {
        assumeCorpus();
        var expectations = JSON.readTree(Files.readString(CORPUS.resolve("expected-counts.json")));
        assertThat(expectations.size()).isEqualTo(51);
        for (var expected : expectations) {
            var name = Path.of(expected.get("file").asString()).getFileName().toString();
            var reading = read(CORPUS.resolve(name));
            assertThat(kinds(reading)).as(name).isEqualTo(expected.get("types"));
            assertThat(reading.questions())
                    .as(name)
                    .hasSize(expected.get("count").asInt());
            assertThat(reading.problems()).as(name).isEmpty();
        }
    }

    @TestFactory
    Stream<DynamicTest> each_question_is_what_the_other_reader_read() throws IOException {
        assumeCorpus();
        try (var files = Files.list(CORPUS)) {
            return files.filter(file -> file.toString().endsWith(".gift")).sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> compare(file)));
        }
    }

    private static void assumeCorpus() {
        assumeTrue(Files.isDirectory(CORPUS), "the GIFT corpus is not on this machine: " + CORPUS.toAbsolutePath());
    }

    private static ImportReading read(Path file) throws IOException {
        return Gift.read(TextFile.read(Files.readAllBytes(file)).orElseThrow().text());
    }

    private static JsonNode kinds(ImportReading reading) {
        var counts = JSON.createObjectNode();
        reading.questions().forEach(found -> count(counts, kind(found.question())));
        reading.categories().forEach(category -> count(counts, "Category"));
        return counts;
    }

    private static void count(ObjectNode counts, String kind) {
        counts.put(kind, counts.path(kind).asInt(0) + 1);
    }

    private static String kind(Question question) {
        return switch (question) {
            case SingleChoice _, MultipleAnswers _ -> "MC";
            case TrueFalse _ -> "TF";
            case ShortAnswer _ -> "Short";
            case Numeric _ -> "Numerical";
            case Matching _ -> "Matching";
            case Essay _ -> "Essay";
            case Description _ -> "Description";
        };
    }

    private static void compare(Path gift) throws IOException {
        var name = gift.getFileName().toString().replace(".gift", ".json");
        var expected = new ArrayList<JsonNode>();
        var categories = new ArrayList<String>();
        for (var node : JSON.readTree(Files.readString(gift.resolveSibling(name)))) {
            if (node.get("type").asString().equals("Category")) {
                categories.add(node.get("title").asString());
            } else {
                expected.add(node);
            }
        }
        var reading = read(gift);
        assertThat(reading.categories()).extracting("path").isEqualTo(categories);
        assertThat(reading.questions()).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            compare(reading.questions().get(i).question(), expected.get(i));
        }
    }

    private static void compare(Question read, JsonNode expected) {
        assertThat(kind(read)).isEqualTo(expected.get("type").asString());
        var about = read.about();
        assertThat(about.title()).isEqualTo(textOf(expected, "title"));
        assertThat(about.externalId()).isEqualTo(textOf(expected, "id"));
        assertThat(about.tags())
                .isEqualTo(stream(expected.path("tags")).map(JsonNode::asString).toList());
        assertSame(about.stem(), expected.get("stem"));
        assertSame(about.generalFeedback(), expected.path("globalFeedback"));
        switch (read) {
            case SingleChoice choice -> compareOptions(choice.options(), expected, 100);
            case MultipleAnswers choice -> compareOptions(choice.options(), expected, 0);
            case TrueFalse judged -> compareTruth(judged, expected);
            case ShortAnswer text -> compareAlternatives(text, expected);
            case Numeric number -> compareRanges(number, expected.get("choices"));
            case Matching matching -> comparePairs(matching, expected.get("matchPairs"));
            case Essay _, Description _ -> {}
        }
    }

    private static void compareOptions(List<Question.Option> read, JsonNode expected, int right) {
        var choices = stream(expected.get("choices")).toList();
        assertThat(read).hasSameSizeAs(choices);
        for (int i = 0; i < read.size(); i++) {
            var choice = choices.get(i);
            assertSame(read.get(i).text(), choice.get("text"));
            assertSame(read.get(i).feedback(), choice.path("feedback"));
            assertThat(read.get(i).weightPpm()).isEqualTo(weight(choice, right));
        }
    }

    /** The other reader calls the first feedback that of "true"; by Moodle's manual it is that of the wrong answer. */
    private static void compareTruth(TrueFalse read, JsonNode expected) {
        assertThat(read.truth()).isEqualTo(expected.get("isTrue").asBoolean());
        assertSame(read.whenWrong(), expected.path("trueFeedback"));
        assertSame(read.whenRight(), expected.path("falseFeedback"));
    }

    private static void compareAlternatives(ShortAnswer read, JsonNode expected) {
        var choices = stream(expected.get("choices")).toList();
        assertThat(read.alternatives()).hasSameSizeAs(choices);
        for (int i = 0; i < choices.size(); i++) {
            var alternative = read.alternatives().get(i);
            assertSame(alternative.text(), choices.get(i).get("text"));
            assertSame(alternative.feedback(), choices.get(i).path("feedback"));
            assertThat(alternative.weightPpm()).isEqualTo(weight(choices.get(i), 100));
        }
    }

    private static void compareRanges(Numeric read, JsonNode expected) {
        if (expected.isObject()) {
            assertThat(read.ranges()).singleElement().satisfies(range -> assertRange(range, expected));
            return;
        }
        var numbers = stream(expected).filter(c -> c.get("text").has("type")).toList();
        var others = stream(expected).filter(c -> !c.get("text").has("type")).toList();
        assertThat(read.ranges()).hasSameSizeAs(numbers);
        for (int i = 0; i < numbers.size(); i++) {
            assertRange(read.ranges().get(i), numbers.get(i).get("text"));
            assertSame(read.ranges().get(i).feedback(), numbers.get(i).path("feedback"));
            assertThat(read.ranges().get(i).weightPpm()).isEqualTo(weight(numbers.get(i), 100));
        }
        others.forEach(other -> assertSame(read.otherwise(), other.path("feedback")));
    }

    private static void assertRange(Question.Range read, JsonNode expected) {
        switch (expected.get("type").asString()) {
            case "simple" -> assertBetween(read, decimal(expected, "number"), decimal(expected, "number"));
            case "range" -> {
                var number = decimal(expected, "number");
                var tolerance = decimal(expected, "range");
                assertBetween(read, number.subtract(tolerance), number.add(tolerance));
            }
            default -> assertBetween(read, decimal(expected, "numberLow"), decimal(expected, "numberHigh"));
        }
    }

    private static void assertBetween(Question.Range read, BigDecimal low, BigDecimal high) {
        assertThat(read.low()).isEqualByComparingTo(low);
        assertThat(read.high()).isEqualByComparingTo(high);
    }

    private static void comparePairs(Matching read, JsonNode expected) {
        var pairs = new ArrayList<JsonNode>();
        var distractors = new ArrayList<String>();
        for (var pair : expected) {
            if (pair.get("subquestion").get("text").asString().isEmpty()) {
                distractors.add(pair.get("subanswer").asString());
            } else {
                pairs.add(pair);
            }
        }
        assertThat(read.distractors()).isEqualTo(distractors);
        assertThat(read.pairs()).hasSameSizeAs(pairs);
        for (int i = 0; i < pairs.size(); i++) {
            assertSame(read.pairs().get(i).stem(), pairs.get(i).get("subquestion"));
            assertThat(read.pairs().get(i).answer())
                    .isEqualTo(pairs.get(i).get("subanswer").asString());
        }
    }

    private static BigDecimal decimal(JsonNode node, String field) {
        return new BigDecimal(node.get(field).asString());
    }

    private static long weight(JsonNode choice, int right) {
        var weight = choice.path("weight");
        if (weight.isNumber()) {
            return weight.decimalValue()
                    .movePointRight(4)
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
        }
        return choice.get("isCorrect").asBoolean() ? right * 10_000L : 0;
    }

    /** The other reader puts spaces around a blank of its own; ours leaves what the author wrote. */
    private static void assertSame(FormattedText read, JsonNode expected) {
        assertThat(unspaced(read.text())).isEqualTo(unspaced(textOf(expected, "text")));
        if (!read.isEmpty()) {
            assertThat(read.format().name().toLowerCase(Locale.ROOT))
                    .isEqualTo(expected.get("format").asString());
        }
    }

    private static String unspaced(String text) {
        return text.replaceAll(" ?_____ ?", "_____");
    }

    private static String textOf(JsonNode node, String field) {
        var value = node.path(field);
        return value.isNull() || value.isMissingNode() ? "" : value.asString();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return array.isArray() ? StreamSupport.stream(array.spliterator(), false) : Stream.empty();
    }
}
