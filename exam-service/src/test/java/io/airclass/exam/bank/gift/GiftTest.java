package io.airclass.exam.bank.gift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.airclass.exam.bank.FormattedText;
import io.airclass.exam.bank.ImportReading;
import io.airclass.exam.bank.Question;
import io.airclass.exam.bank.Question.Description;
import io.airclass.exam.bank.Question.Essay;
import io.airclass.exam.bank.Question.Matching;
import io.airclass.exam.bank.Question.MultipleAnswers;
import io.airclass.exam.bank.Question.Numeric;
import io.airclass.exam.bank.Question.Range;
import io.airclass.exam.bank.Question.ShortAnswer;
import io.airclass.exam.bank.Question.SingleChoice;
import io.airclass.exam.bank.Question.TrueFalse;
import io.airclass.exam.bank.Remark;
import io.airclass.exam.bank.Remark.Severity;
import io.airclass.exam.bank.TextFormat;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GiftTest {

    @Test
    void an_equals_sign_makes_a_single_choice_with_the_weights_written() {
        var choice = only(SingleChoice.class, "贵州省的省会是{=贵阳#对 ~%50%遵义#近了 ~安顺}");
        assertThat(choice.options())
                .extracting("id", "text.text", "weightPpm", "feedback.text")
                .containsExactly(
                        tuple("A", "贵阳", 1_000_000L, "对"), tuple("B", "遵义", 500_000L, "近了"), tuple("C", "安顺", 0L, ""));
    }

    @Test
    void tildes_with_weights_alone_make_multiple_answers() {
        var choice = only(MultipleAnswers.class, "下列哪些是质数？{~%50%2 ~%50%3 ~%-100%4}");
        assertThat(choice.options()).extracting("weightPpm").containsExactly(500_000L, 500_000L, -1_000_000L);
    }

    @ParameterizedTest
    @CsvSource({"T,true", "TRUE,true", "true,true", "F,false", "FALSE,false", "False,false"})
    void truth_values_are_read_in_each_spelling(String word, boolean truth) {
        assertThat(only(TrueFalse.class, "地球绕太阳转。{" + word + "}").truth()).isEqualTo(truth);
    }

    @Test
    void the_first_feedback_of_a_truth_value_is_for_who_was_wrong() {
        var judged = only(TrueFalse.class, "太阳绕地球转。{F#错了#对了}");
        assertThat(judged.whenWrong().text()).isEqualTo("错了");
        assertThat(judged.whenRight().text()).isEqualTo("对了");
    }

    @Test
    void a_lone_word_is_a_short_answer_and_so_is_a_truth_value_with_an_equals_sign() {
        assertThat(only(ShortAnswer.class, "1 的英文怎么写？{One}").alternatives())
                .extracting("text.text")
                .containsExactly("One");
        assertThat(only(ShortAnswer.class, "Write TRUE.{=TRUE}").alternatives()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'#5',5,5",
        "'#3.14:0.01',3.13,3.15",
        "'#-5..5',-5,5",
        "'#=1.5e3:1',1499,1501",
        "'# ３．５ ',3.5,3.5",
        "'#−2..−1',-2,-1",
        "'#.5',0.5,0.5"
    })
    void numbers_have_a_range(String key, BigDecimal low, BigDecimal high) {
        assertThat(only(Numeric.class, "多少？{" + key + "}").ranges())
                .singleElement()
                .satisfies(range -> {
                    assertThat(range.low()).isEqualByComparingTo(low);
                    assertThat(range.high()).isEqualByComparingTo(high);
                    assertThat(range.weightPpm()).isEqualTo(1_000_000);
                });
    }

    @Test
    void a_number_may_have_several_ranges_and_a_feedback_for_all_others() {
        var numeric = only(Numeric.class, "哪一年？{#=1949:0#对 =%50%1949:1#差一点 ~#不对}");
        assertThat(numeric.ranges()).extracting(Range::weightPpm).containsExactly(1_000_000L, 500_000L);
        assertThat(numeric.otherwise().text()).isEqualTo("不对");
    }

    @Test
    void a_number_without_an_equals_sign_may_be_followed_by_a_feedback_for_all_others() {
        var numeric = only(Numeric.class, "1 到 5？{#3:2~#错}");
        assertThat(numeric.ranges()).hasSize(1);
        assertThat(numeric.otherwise().text()).isEqualTo("错");
    }

    @Test
    void arrows_make_pairs_and_an_answer_without_stem_is_a_distractor() {
        var matching = only(Matching.class, "连线。{=贵州 -> 贵阳 =四川 -> 成都 = -> 昆明}");
        assertThat(matching.pairs()).extracting("id", "answer").containsExactly(tuple("A", "贵阳"), tuple("B", "成都"));
        assertThat(matching.distractors()).containsExactly("昆明");
        assertThat(matching.answers()).containsExactlyInAnyOrder("贵阳", "成都", "昆明");
    }

    @Test
    void empty_braces_are_an_essay_and_no_braces_a_description() {
        assertThat(only(Essay.class, "谈谈你的家乡。{####先列提纲}")
                        .about()
                        .generalFeedback()
                        .text())
                .isEqualTo("先列提纲");
        assertThat(only(Description.class, "第一部分 选择题").about().stem().text()).isEqualTo("第一部分 选择题");
    }

    @Test
    void text_after_the_braces_leaves_a_blank_where_they_stood() {
        assertThat(only(ShortAnswer.class, "中国的首都是{=北京}。").about().stem().text())
                .isEqualTo("中国的首都是_____。");
    }

    @Test
    void escaped_characters_are_themselves_and_other_backslashes_stay() {
        var choice = only(SingleChoice.class, "求 $\\\\frac\\{1\\}\\{2\\} \\= x$，\\d？\\n换行{=\\#0.5\\~ ~1\\=1}");
        assertThat(choice.about().stem().text()).isEqualTo("求 $\\frac{1}{2} = x$，\\d？\n换行");
        assertThat(choice.options()).extracting("text.text").containsExactly("#0.5~", "1=1");
    }

    @Test
    void answers_take_the_format_of_the_stem_unless_they_name_their_own() {
        var choice = only(SingleChoice.class, "::题::[html]<b>谁？</b>{=<i>我</i>#<u>好</u> ~[plain]你}");
        assertThat(choice.about().stem()).isEqualTo(new FormattedText(TextFormat.HTML, "<b>谁？</b>"));
        assertThat(choice.options().getFirst().text().format()).isEqualTo(TextFormat.HTML);
        assertThat(choice.options().getFirst().feedback().format()).isEqualTo(TextFormat.HTML);
        assertThat(choice.options().getLast().text().format()).isEqualTo(TextFormat.PLAIN);
    }

    @Test
    void line_breaks_mean_nothing_in_plain_text_and_stay_in_markdown() {
        assertThat(only(Essay.class, "第一行\n   第二行{}").about().stem().text()).isEqualTo("第一行 第二行");
        assertThat(only(Essay.class, "[markdown]第一行  \n- 第二行{}").about().stem().text())
                .isEqualTo("第一行  \n- 第二行");
    }

    @Test
    void a_category_holds_for_the_questions_after_it() {
        var reading = Gift.read("一{T}\n\n$CATEGORY: 七年级/数学\n二{T}\n\n三{T}\n$CATEGORY: 八年级\n\n四{T}");
        assertThat(reading.questions())
                .extracting("line", "question.about.category")
                .containsExactly(tuple(1, ""), tuple(4, "七年级/数学"), tuple(6, "七年级/数学"), tuple(9, "八年级"));
        assertThat(reading.categories())
                .extracting("line", "path")
                .containsExactly(tuple(3, "七年级/数学"), tuple(7, "八年级"));
    }

    @Test
    void ids_and_tags_in_comments_belong_to_the_question_after_them() {
        var reading = Gift.read("// 说明 [id:q\\]7] [tag:代数]\n// [tag:期末]\n一{T}\n// [id:q8]\n::二::二{T}");
        assertThat(reading.questions())
                .extracting("question.about.externalId", "question.about.tags")
                .containsExactly(tuple("q]7", List.of("代数", "期末")), tuple("q8", List.of()));
        assertThat(reading.comments()).isEqualTo(3);
    }

    @Test
    void a_label_that_no_question_follows_is_told() {
        assertThat(Gift.read("// [id:9]\n\n一{T}").remarks())
                .extracting(Remark::line, Remark::severity, Remark::code)
                .containsExactly(tuple(1, Severity.NOTICE, "label-without-question"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"一{=甲 ~乙", "::一::题{\n=甲\n~乙\n"})
    void a_question_whose_brace_is_not_closed_stops_no_other(String bad) {
        for (var good : new String[] {"好题{T}", "::好::好题{\n=甲\n\n~乙}"}) {
            var reading = Gift.read(bad + "\n\n" + good);
            assertThat(reading.questions()).hasSize(1);
            assertThat(reading.problems())
                    .extracting(Remark::code, Remark::line)
                    .containsExactly(tuple("brace-not-closed", 1));
        }
    }

    @Test
    void blank_lines_within_braces_are_read_over_with_a_notice() {
        var reading = Gift.read("题{\n=甲\n\n~乙\n\n}\n\n二{T}");
        assertThat(reading.questions()).hasSize(2);
        assertThat(reading.remarks())
                .extracting(Remark::code)
                .containsOnly("blank-line-among-answers")
                .hasSize(2);
    }

    @Test
    void a_named_question_right_after_the_answers_of_another_is_read_with_a_notice() {
        var reading = Gift.read("::一::题{T}\n::二::题{F}");
        assertThat(reading.questions()).extracting("line").containsExactly(1, 2);
        assertThat(reading.remarks())
                .extracting(Remark::code, Remark::line)
                .containsExactly(tuple("no-blank-line-between-questions", 2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    题}                         | brace-not-opened
                    题 $\\frac{1}{2}$ {=甲}     | second-answers
                    题{=\\frac{1}{2} ~2}        | brace-among-answers
                    题{=甲 ~乙} 尾}             | brace-not-opened
                    题｛=甲 ~乙｝               | full-width-braces
                    ::没完的题目{T}             | title-not-closed
                    ::名::{T}                   | stem-empty
                    题{~甲 ~乙}                 | no-right-answer
                    题{~%0%甲 ~%-50%乙}         | no-right-answer
                    题{=%0%甲}                  | no-right-answer
                    题{~%100%甲}                | one-option
                    题{= ~甲 ~乙}               | option-empty
                    题{前言 =甲 ~乙}            | text-before-answers
                    题{前言 =甲}                | text-before-answers
                    题{=%150%甲 ~乙}            | weight-out-of-range
                    题{#三}                     | not-a-number
                    题{#3,14}                   | not-a-number
                    题{#1e999}                  | not-a-number
                    题{#1e50:1e-50}             | not-a-number
                    题{#5..1}                   | range-upside-down
                    题{#5:-1}                   | range-upside-down
                    题{#}                       | no-right-answer
                    题{=甲 -> 1 =乙}            | pair-without-arrow
                    题{=甲 -> 1}                | one-pair
                    题{=甲 -> =乙 -> 2 =丙->3}  | option-empty
                    """)
    void a_bad_question_is_refused_with_its_reason(String gift, String code) {
        var reading = Gift.read("\n" + gift);
        assertThat(reading.questions()).isEmpty();
        assertThat(reading.problems()).extracting(Remark::code, Remark::line).contains(tuple(code, 2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    题{=甲 =乙 ~丙}            | several-right-options
                    题{=%50%甲 ~乙}            | no-answer-with-full-marks
                    题{~%50%甲 ~%20%乙}        | weights-do-not-make-100
                    题{=甲 ~ ~乙}              | empty-option-left-out
                    题{=甲 ~%很少%乙}          | weight-taken-as-text
                    题{=甲 ~甲}                | options-alike
                    题{=甲->1#好 =乙->2}       | feedback-of-pair-left-out
                    """)
    void what_is_read_otherwise_than_written_is_told(String gift, String code) {
        var reading = Gift.read(gift);
        assertThat(reading.questions()).hasSize(1);
        assertThat(reading.remarks())
                .extracting(Remark::severity, Remark::code)
                .containsExactly(tuple(Severity.NOTICE, code));
    }

    @Test
    void a_comment_among_the_answers_is_told() {
        assertThat(Gift.read("题{\n=甲\n// ~乙\n~丙}").remarks())
                .extracting(Remark::line, Remark::code)
                .containsExactly(tuple(3, "comment-among-answers"));
    }

    @Test
    void a_fault_is_told_with_the_line_it_stands_on() {
        assertThat(Gift.read("// 注\n::数::\n多少？{#\n=3\n=%50%x\n}").problems())
                .containsExactly(new Remark(5, Severity.PROBLEM, "not-a-number", "%50%x"));
    }

    @Test
    void control_characters_and_endless_texts_are_refused() {
        assertThat(Gift.read("题\u0000{T}").problems()).extracting(Remark::code).containsExactly("control-character");
        assertThat(Gift.read("长".repeat(BlockReader.BLOCK_CHARS_MAX) + "{T}").problems())
                .extracting(Remark::code)
                .containsExactly("question-too-long");
        assertThat(Gift.read("::" + "长".repeat(BlockReader.TITLE_CHARS_MAX + 1) + "::题{T}")
                        .problems())
                .extracting(Remark::code)
                .containsExactly("title-too-long");
    }

    @Test
    void twenty_six_options_are_read_and_one_more_is_refused() {
        assertThat(only(SingleChoice.class, "题{=甲 " + options(25) + "}").options())
                .hasSize(26)
                .last()
                .extracting("id")
                .isEqualTo("Z");
        assertThat(Gift.read("题{=甲 " + options(26) + "}").problems())
                .extracting(Remark::code)
                .containsExactly("too-many-options");
    }

    @Test
    void line_ends_of_every_system_are_the_same() {
        var unix = Gift.read("一{T}\n\n::二::第\n二题{=甲\n~乙}\n");
        assertThat(Gift.read("一{T}\r\n\r\n::二::第\r\n二题{=甲\r\n~乙}\r\n")).isEqualTo(unix);
        assertThat(Gift.read("一{T}\r\r::二::第\r二题{=甲\r~乙}\r")).isEqualTo(unix);
    }

    @Test
    void an_empty_file_holds_nothing() {
        assertThat(Gift.read("")).isEqualTo(new ImportReading(List.of(), List.of(), List.of(), 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"题{\n", "{", "}", "\\", "::", "=", "~", "题{T}\n\n", " ", "\n", "//[tag:", "题{\n\n\n}{"})
    void reading_takes_time_in_proportion_to_the_file(String piece) {
        var file = IntStream.range(0, 1_000_000 / piece.length())
                .mapToObj(n -> piece)
                .collect(Collectors.joining());
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> Gift.read(file));
    }

    private static String options(int count) {
        return IntStream.range(0, count).mapToObj(n -> "~错" + n).collect(Collectors.joining(" "));
    }

    private static <Q extends Question> Q only(Class<Q> kind, String gift) {
        var reading = Gift.read(gift);
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.questions()).hasSize(1);
        return kind.cast(reading.questions().getFirst().question());
    }
}
