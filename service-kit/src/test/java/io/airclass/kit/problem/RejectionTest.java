package io.airclass.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectionTest {
    private final ProblemTexts texts = new ProblemTexts();

    @Test
    void a_problem_has_its_members_its_facts_and_its_errors() {
        var rejection = new Rejection.Invalid(
                "limit-out-of-range", Map.of("max", 200), List.of(new FieldError("/limit", "max", "too many")));
        var problem = Problem.of(rejection, texts, Locale.ENGLISH, "0af7651916cd43dd8448eb211c80319c");
        assertThat(problem)
                .containsEntry("type", "https://airclass.io/problems/limit-out-of-range")
                .containsEntry("status", 400)
                .containsEntry("detail", "limit must be between 1 and 200.")
                .containsEntry("max", 200)
                .containsEntry("traceId", "0af7651916cd43dd8448eb211c80319c")
                .containsKey("errors");
    }

    @Test
    void a_fact_never_takes_the_place_of_a_member() {
        var rejection = Rejection.conflict("busy").with("status", 200).with("title", "x");
        assertThat(Problem.of(rejection, texts, Locale.ENGLISH, null))
                .containsEntry("status", 409)
                .containsEntry("title", "Too many changes at once");
    }

    @Test
    void one_more_fact_keeps_the_kind_the_slug_and_the_rest() {
        var retry = Duration.ofSeconds(7);
        assertThat(Rejection.tooMany("busy", retry).with("a", 1).with("b", 2))
                .isEqualTo(new Rejection.TooMany("busy", Map.of("a", 1, "b", 2), retry));
        assertThat(Rejection.unavailable("busy", retry).with("a", 1).status()).isEqualTo(503);
        assertThat(Rejection.gone("x").with("a", 1).status()).isEqualTo(410);
    }

    @Test
    void a_slug_without_texts_is_named() {
        assertThat(texts.missing(Set.of("busy"))).isEmpty();
        assertThat(texts.missing(Set.of("nobody-wrote-this"))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zh-CN|zh",
                "zh-TW,zh;q=0.8|zh",
                "en|en",
                "en-US,zh;q=0.3|en",
                "de,en;q=0.5|en",
                "de|zh",
                "*|zh",
                "q=;|zh"
            })
    void the_language_follows_the_header(String header, String language) {
        assertThat(ProblemTexts.choose(header).getLanguage()).isEqualTo(language);
    }
}
