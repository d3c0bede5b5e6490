package io.airclass.exam.paper;

import static io.airclass.exam.Samples.NINE;
import static io.airclass.exam.Samples.banked;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.exam.bank.BankedQuestion;
import io.airclass.exam.paper.PaperRules.Wanted;
import io.airclass.kit.decide.Decision;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaperRulesTest {

    private static final Map<String, BankedQuestion> KNOWN = Map.of(
            "q1", banked("对？{T}"),
            "q2", banked("谁？{=我 ~你}"),
            "text", banked("第一部分"),
            "long", banked("长".repeat(59_000) + "{}"),
            "long2", banked("文".repeat(59_000) + "{}"),
            "long3", banked("章".repeat(59_000) + "{}"));

    @Test
    void the_total_is_the_sum_of_the_items() {
        var paper = made(wanted("text", "0"), wanted("q2", "2.5"), wanted("q1", "3"));
        assertThat(paper.items()).extracting(PaperItem::id).containsExactly("i1", "i2", "i3");
        assertThat(Marks.of(paper.totalHundredths())).isEqualTo(new BigDecimal("5.5"));
    }

    @ParameterizedTest
    @CsvSource({
        "q1,0,marks-do-not-fit",
        "q1,0.001,marks-do-not-fit",
        "q1,-1,marks-do-not-fit",
        "q1,1e12,marks-do-not-fit",
        "text,1,marks-do-not-fit",
        "text,0,paper-without-marks",
        "gone,1,question-unknown"
    })
    void a_paper_with_a_bad_item_is_not_made(String id, BigDecimal marks, String slug) {
        assertThat(refusal(new Wanted(id, marks))).isEqualTo(slug);
    }

    @Test
    void a_question_comes_once_in_a_paper() {
        assertThat(refusal(wanted("q1", "1"), wanted("q1", "1"))).isEqualTo("question-twice");
    }

    @Test
    void a_paper_has_a_limited_length() {
        assertThat(refusal(wanted("long", "1"), wanted("long2", "1"))).isEmpty();
        assertThat(refusal(wanted("long", "1"), wanted("long2", "1"), wanted("long3", "1")))
                .isEqualTo("paper-too-large");
    }

    private static Wanted wanted(String id, String marks) {
        return new Wanted(id, new BigDecimal(marks));
    }

    private static Decision<Paper> make(Wanted... wanted) {
        return PaperRules.make("卷", "数学", "school-1", Arrays.asList(wanted), KNOWN, "t1", NINE);
    }

    private static Paper made(Wanted... wanted) {
        return make(wanted) instanceof Decision.Accepted<Paper>(var paper, List<?> _) ? paper : null;
    }

    private static String refusal(Wanted... wanted) {
        return make(wanted) instanceof Decision.Rejected<Paper>(var rejection) ? rejection.slug() : "";
    }
}
