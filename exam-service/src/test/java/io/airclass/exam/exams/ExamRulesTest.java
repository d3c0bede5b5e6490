package io.airclass.exam.exams;

import static io.airclass.exam.Samples.NINE;
import static io.airclass.exam.Samples.WITHIN;
import static io.airclass.exam.Samples.paper;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Stage;
import io.airclass.contracts.exam.ExamOpenedV1;
import io.airclass.exam.exams.ExamRules.Opening;
import io.airclass.exam.paper.Paper;
import io.airclass.kit.decide.Decision;
import io.airclass.rosterview.SchoolClass;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExamRulesTest {

    private static final long YEAR_AND_MORE = 400L * 86_400_000;

    @Test
    void an_exam_tells_the_class_when_it_is_opened() {
        var accepted = (Decision.Accepted<Exam>) open(paper("对？{T}"), WITHIN, NINE, NINE.plusSeconds(3600));
        assertThat(accepted.next().maxHundredths()).isEqualTo(1000);
        assertThat(accepted.next().place().county()).isEqualTo("522301");
        assertThat(accepted.events()).singleElement().isInstanceOfSatisfying(ExamOpenedV1.class, event -> {
            assertThat(event.examId()).isEqualTo("exam-1");
            assertThat(event.within()).isEqualTo(WITHIN);
            assertThat(event.subject()).isEqualTo("数学");
            assertThat(event.durationMinutes()).isEqualTo(30);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "0,1,''",
        "0,0,exam-window-empty",
        "1,0,exam-window-empty",
        "-2,-1,exam-window-empty",
        "-2,0,exam-window-empty",
        "-2,1,''"
    })
    void the_window_ends_after_it_begins_and_after_now(long opens, long closes, String slug) {
        assertThat(refusal(open(paper("对？{T}"), WITHIN, NINE.plusMillis(opens), NINE.plusMillis(closes))))
                .isEqualTo(slug);
    }

    @Test
    void an_exam_is_not_set_more_than_four_hundred_days_ahead() {
        assertThat(refusal(open(paper("对？{T}"), WITHIN, NINE, NINE.plusMillis(YEAR_AND_MORE))))
                .isEmpty();
        assertThat(refusal(open(paper("对？{T}"), WITHIN, NINE, NINE.plusMillis(YEAR_AND_MORE + 1))))
                .isEqualTo("exam-too-far-ahead");
    }

    @Test
    void a_paper_of_another_school_is_refused() {
        assertThat(refusal(open(paper("对？{T}"), List.of("root", "school-2", "class-1"), NINE, NINE.plusSeconds(60))))
                .isEqualTo("paper-of-other-school");
    }

    private static Decision<Exam> open(Paper paper, List<String> within, Instant opensAt, Instant closesAt) {
        var schoolClass = new SchoolClass(
                "class-1",
                1,
                false,
                "school-1",
                "高一（1）班",
                10,
                Stage.SENIOR,
                within,
                List.of(),
                List.of(),
                null,
                null,
                List.of());
        var wanted = new Opening("期末考试", opensAt, closesAt, 30);
        return ExamRules.open("exam-1", "paper-1", paper, schoolClass, "522301", wanted, "teacher-1", NINE);
    }

    private static String refusal(Decision<Exam> decision) {
        return decision instanceof Decision.Rejected<Exam>(var rejection) ? rejection.slug() : "";
    }
}
