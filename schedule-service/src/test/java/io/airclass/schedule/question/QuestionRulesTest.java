package io.airclass.schedule.question;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Stage;
import io.airclass.contracts.schedule.QuestionAnsweredV1;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.question.Question.Answered;
import io.airclass.schedule.question.Question.Claimed;
import io.airclass.schedule.question.Question.Unclear;
import io.airclass.schedule.question.Question.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionRulesTest {
    private static final Instant AT = Instant.parse("2026-11-23T14:00:00Z");
    private static final Duration CLAIM = Duration.ofMinutes(30);
    private static final Asker ASKER = new Asker(
            "zhang-xiaoming", "zhang-wei", "school", List.of("root", "xingyi", "school"), "xingyi", "2026-11-23");

    private static Question asked(boolean keptPrivate) {
        var matter = new Matter(Stage.JUNIOR, "数学", "负负为什么得正？", List.of(), keptPrivate);
        return next(QuestionRules.ask("question-1", matter, ASKER, AT));
    }

    private static Question next(Decision<Question> decision) {
        return ((Decision.Accepted<Question>) decision).next();
    }

    private static String refusal(Decision<Question> decision) {
        return ((Decision.Rejected<Question>) decision).rejection().slug();
    }

    private static Stored<Question> stored(Question question) {
        return new Stored<>("question-1", 1, question);
    }

    private static Answer answer(String teacherId, String text, Instant at) {
        return new Answer(text, List.of(), teacherId, at);
    }

    private static Question claimed() {
        return next(QuestionRules.claim(asked(false), "li-qiang", AT, CLAIM));
    }

    private static Question answered(boolean keptPrivate) {
        var claimed = next(QuestionRules.claim(asked(keptPrivate), "li-qiang", AT, CLAIM));
        return next(QuestionRules.answer(stored(claimed), answer("li-qiang", "看数轴。", AT.plusSeconds(90))));
    }

    @Test
    void a_claim_is_free_for_others_from_its_end_on() {
        var claimed = claimed();
        var end = AT.plus(CLAIM);
        assertThat(refusal(QuestionRules.claim(claimed, "wang-fang", end.minusMillis(1), CLAIM)))
                .isEqualTo("question-claimed");
        assertThat(((Claimed) next(QuestionRules.claim(claimed, "wang-fang", end, CLAIM))).claimantId())
                .isEqualTo("wang-fang");
        assertThat(((Claimed) next(QuestionRules.claim(claimed, "li-qiang", AT.plusSeconds(5), CLAIM))).claimedUntil())
                .isEqualTo(end.plusSeconds(5));
    }

    @Test
    void only_who_has_it_answers_and_the_waiting_time_is_told() {
        assertThat(refusal(QuestionRules.answer(stored(asked(false)), answer("li-qiang", "x", AT))))
                .isEqualTo("question-not-claimed");
        assertThat(refusal(QuestionRules.answer(stored(claimed()), answer("wang-fang", "x", AT))))
                .isEqualTo("question-claimed");
        var decision = (Decision.Accepted<Question>)
                QuestionRules.answer(stored(claimed()), answer("li-qiang", "看数轴。", AT.plusSeconds(90)));
        assertThat(decision.events())
                .singleElement()
                .isInstanceOfSatisfying(QuestionAnsweredV1.class, told -> assertThat(told.waitedSeconds())
                        .isEqualTo(90));
        assertThat(((Answered) decision.next()).shown()).isNotNull();
    }

    @Test
    void a_correction_keeps_what_was_said_and_is_the_teachers_own() {
        var once = answered(false);
        assertThat(refusal(QuestionRules.answer(stored(once), answer("wang-fang", "x", AT))))
                .isEqualTo("question-answered");
        var decision = (Decision.Accepted<Question>)
                QuestionRules.answer(stored(once), answer("li-qiang", "看数轴的方向。", AT.plusSeconds(99)));
        assertThat(decision.events()).isEmpty();
        assertThat(((Answered) decision.next()).earlier())
                .extracting(Answer::text)
                .containsExactly("看数轴。");
        assertThat(((Answered) decision.next()).answeredAt()).isEqualTo(AT.plusSeconds(90));

        Question often = once;
        for (int i = 0; i < QuestionRules.CORRECTIONS_MAX; i++) {
            often = next(QuestionRules.answer(stored(often), answer("li-qiang", "第 " + i, AT)));
        }
        assertThat(refusal(QuestionRules.answer(stored(often), answer("li-qiang", "再", AT))))
                .isEqualTo("corrections-exhausted");
    }

    @Test
    void what_is_private_or_hidden_is_shown_to_nobody_else() {
        var reached = List.of("root", "xingyi");
        assertThat(QuestionRules.isShownTo(answered(false), reached)).isTrue();
        assertThat(QuestionRules.isShownTo(answered(false), List.of("root", "anlong")))
                .isFalse();
        assertThat(QuestionRules.isShownTo(answered(true), reached)).isFalse();
        var kept = next(QuestionRules.keepPrivate(answered(false), true));
        assertThat(QuestionRules.isShownTo(kept, reached)).isFalse();
        assertThat(QuestionRules.isShownTo(next(QuestionRules.keepPrivate(kept, false)), reached))
                .isTrue();
        var hidden = next(QuestionRules.hide(answered(false), "officer", true));
        assertThat(QuestionRules.isShownTo(hidden, reached)).isFalse();
        assertThat(QuestionRules.isShownTo(next(QuestionRules.keepPrivate(hidden, true)), reached))
                .isFalse();
        assertThat(QuestionRules.isShownTo(next(QuestionRules.hide(hidden, "officer", false)), reached))
                .isTrue();
        assertThat(QuestionRules.isShownTo(claimed(), reached)).isFalse();
    }

    @Test
    void what_came_back_is_asked_anew() {
        var unclear = next(QuestionRules.sendBack(claimed(), "li-qiang", "请附上题目", AT));
        assertThat(unclear).isInstanceOf(Unclear.class);
        assertThat(refusal(QuestionRules.claim(unclear, "li-qiang", AT, CLAIM))).isEqualTo("question-not-waiting");
        var again = next(QuestionRules.revise(stored(unclear), unclear.matter(), AT.plusSeconds(60)));
        assertThat(again).isInstanceOf(Waiting.class);
        assertThat(again.askedAt()).isEqualTo(AT.plusSeconds(60));
        assertThat(refusal(QuestionRules.revise(stored(again), unclear.matter(), AT)))
                .isEqualTo("question-not-returned");
    }

    @Test
    void who_has_it_gives_it_back() {
        assertThat(next(QuestionRules.release(claimed(), "li-qiang"))).isInstanceOf(Waiting.class);
        assertThat(refusal(QuestionRules.release(claimed(), "wang-fang"))).isEqualTo("question-claimed");
    }
}
