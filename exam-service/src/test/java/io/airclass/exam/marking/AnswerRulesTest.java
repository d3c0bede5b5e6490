package io.airclass.exam.marking;

import static io.airclass.exam.Samples.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.problem.Rejection;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class AnswerRulesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SINGLE = "题{=甲 ~乙}";
    private static final String MULTIPLE = "题{~%50%甲 ~%50%乙}";
    private static final String PAIRS = "题{=甲->1 =乙->2}";

    static Stream<Arguments> fitting() {
        return Stream.of(
                Arguments.of(SINGLE, "{\"options\":[\"B\"]}"),
                Arguments.of(SINGLE, "{\"options\":[]}"),
                Arguments.of(MULTIPLE, "{\"options\":[\"B\",\"A\"]}"),
                Arguments.of("题{T}", "{\"truth\":false}"),
                Arguments.of("题{=甲}", "{\"text\":\"\"}"),
                Arguments.of("题{#1}", "{\"text\":\"一\"}"),
                Arguments.of("题{}", "{\"text\":\"作文\"}"),
                Arguments.of(PAIRS, "{\"pairs\":{\"A\":\"2\"}}"),
                Arguments.of(PAIRS, "{\"pairs\":{}}"));
    }

    @ParameterizedTest
    @MethodSource
    void fitting(String gift, String answer) {
        assertThat(AnswerRules.check(question(gift), JSON.readValue(answer, Answer.class)))
                .isEmpty();
    }

    static Stream<Arguments> unfitting() {
        return Stream.of(
                Arguments.of(SINGLE, "{\"options\":[\"A\",\"B\"]}", "only-one-option"),
                Arguments.of(SINGLE, "{\"options\":[\"C\"]}", "option-unknown"),
                Arguments.of(SINGLE, "{\"options\":null}", "answer-of-other-kind"),
                Arguments.of(SINGLE, "{\"text\":\"甲\"}", "answer-of-other-kind"),
                Arguments.of(MULTIPLE, "{\"options\":[\"A\",\"A\"]}", "option-unknown"),
                Arguments.of(MULTIPLE, "{\"truth\":true}", "answer-of-other-kind"),
                Arguments.of("题{T}", "{\"truth\":null}", "answer-of-other-kind"),
                Arguments.of("题{=甲}", "{\"options\":[\"A\"]}", "answer-of-other-kind"),
                Arguments.of("题{=甲}", "{\"text\":null}", "answer-of-other-kind"),
                Arguments.of(PAIRS, "{\"pairs\":{\"C\":\"2\"}}", "option-unknown"),
                Arguments.of(PAIRS, "{\"pairs\":{\"A\":\"3\"}}", "option-unknown"),
                Arguments.of(PAIRS, "{\"pairs\":{\"A\":null}}", "option-unknown"),
                Arguments.of("说明", "{\"text\":\"答\"}", "item-takes-no-answer"));
    }

    @ParameterizedTest
    @MethodSource
    void unfitting(String gift, String answer, String slug) {
        assertThat(AnswerRules.check(question(gift), JSON.readValue(answer, Answer.class)))
                .get()
                .extracting(Rejection::slug)
                .isEqualTo(slug);
    }

    @Test
    void texts_are_taken_up_to_their_limit() {
        for (var each : new Object[][] {{"题{=甲}", AnswerRules.TYPED_CHARS_MAX}, {"题{}", AnswerRules.ESSAY_CHARS_MAX}}) {
            var question = question((String) each[0]);
            int most = (int) each[1];
            assertThat(AnswerRules.check(question, new Answer.Text("字".repeat(most))))
                    .isEmpty();
            assertThat(AnswerRules.check(question, new Answer.Text("字".repeat(most + 1))))
                    .get()
                    .extracting(Rejection::slug)
                    .isEqualTo("answer-too-long");
        }
    }
}
