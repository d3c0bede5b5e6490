package io.airclass.exam.marking;

import static io.airclass.exam.Samples.about;
import static io.airclass.exam.Samples.paper;
import static io.airclass.exam.Samples.question;
import static io.airclass.exam.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.exam.Samples;
import io.airclass.exam.bank.FormattedText;
import io.airclass.exam.bank.Question;
import io.airclass.exam.marking.Answer.Judgement;
import io.airclass.exam.marking.Answer.Options;
import io.airclass.exam.marking.Answer.Pairs;
import io.airclass.exam.marking.Answer.Text;
import io.airclass.exam.marking.ItemScore.Marked;
import io.airclass.exam.marking.ItemScore.Waiting;
import io.airclass.exam.paper.Marks;
import io.airclass.exam.paper.Paper;
import io.airclass.exam.paper.PaperItem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkingRulesTest {

    /** Each repetition marks forty papers of its own seed. */
    @RepeatedTest(50)
    void marks_are_those_of_the_reference_scorer(RepetitionInfo repetition) {
        var random = new Random(20261122L + repetition.getCurrentRepetition());
        for (int n = 0; n < 40; n++) {
            var paper = randomPaper(random);
            var answers = randomAnswers(random, paper);
            var sheet = MarkingRules.mark(paper, answers);
            var reference = ReferenceScorer.score(paper, answers);
            var marked = new HashMap<String, BigDecimal>();
            for (var item : sheet.items()) {
                assertThat(item).isInstanceOf(Marked.class);
                marked.put(item.itemId(), BigDecimal.valueOf(((Marked) item).hundredths(), 2));
            }
            assertThat(marked).as("%s%n%s", paper, answers).isEqualTo(reference);
            assertThat(Marks.of(sheet.totalHundredths()))
                    .isEqualByComparingTo(reference.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
        }
    }

    @Test
    void three_thirds_written_with_five_decimals_are_full_marks() {
        var gift = "哪些是洲？{~%33.33333%亚洲 ~%33.33333%非洲 ~%33.33333%欧洲 ~%-100%中国}";
        assertThat(mark(gift, new Options(List.of("A", "B", "C")))).isEqualTo(1000);
        assertThat(mark(gift, new Options(List.of("A", "B")))).isEqualTo(667);
        assertThat(mark(gift, new Options(List.of("A", "B", "C", "D")))).isZero();
    }

    @Test
    void an_item_gets_neither_less_than_nothing_nor_more_than_its_marks() {
        assertThat(mark("题{=甲 ~%-100%乙}", new Options(List.of("B")))).isZero();
        assertThat(mark("题{~%80%甲 ~%80%乙}", new Options(List.of("A", "B")))).isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource({
        "北京,北京,true",
        "Beijing,' beijing ',true",
        "New York,'new   york',true",
        "ABC,ＡＢＣ,true",
        "北*,北京市,true",
        "*京,北京,true",
        "*京*,南京市,true",
        "a*a,a,false",
        "a*b*c,axxbyyc,true",
        "a*b*c,acb,false",
        "2\\*3,2*3,true",
        "2\\*3,2x3,false",
        "x²,x2,false",
        "*,'',true",
        "é,é,true"
    })
    void typed_texts_are_compared_without_regard_to_case_width_and_space(String key, String typed, boolean right) {
        var question = new Question.ShortAnswer(
                about("题"), List.of(new Question.Alternative(text(key), Question.FULL_PPM, FormattedText.NONE)));
        var paper = one(question);
        assertThat(MarkingRules.mark(paper, Map.of("i1", new Text(typed))).totalHundredths())
                .isEqualTo(right ? 1000 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "3.14,1000",
        "3.13,1000",
        "3.15,1000",
        "3.12,0",
        "3.1500001,0",
        "３．１４,1000",
        "+3.14,1000",
        "314e-2,1000",
        "三,0",
        "'',0"
    })
    void numbers_count_up_to_the_ends_of_their_range(String typed, long hundredths) {
        assertThat(mark("圆周率？{#3.14:0.01}", new Text(typed))).isEqualTo(hundredths);
    }

    @Test
    void the_best_matching_alternative_counts() {
        var gift = "题{=%0%* =%50%对数 =常用对数}";
        assertThat(mark(gift, new Text("常用对数"))).isEqualTo(1000);
        assertThat(mark(gift, new Text("对数"))).isEqualTo(500);
        assertThat(mark(gift, new Text("指数"))).isZero();
    }

    @Test
    void pairs_count_one_by_one_and_equal_answers_may_change_places() {
        var gift = "连线{=苹果->水果 =梨->水果 =土豆->蔬菜}";
        assertThat(mark(gift, new Pairs(Map.of("A", "水果", "B", "水果", "C", "蔬菜"))))
                .isEqualTo(1000);
        assertThat(mark(gift, new Pairs(Map.of("A", "水果")))).isEqualTo(333);
    }

    @Test
    void a_written_essay_waits_for_a_teacher_and_an_empty_one_gets_nothing() {
        var paper = paper("谈谈家乡。{}", "对？{T}");
        var sheet = MarkingRules.mark(paper, Map.of("i1", new Text("我的家乡在兴义。"), "i2", new Judgement(true)));
        assertThat(sheet.items()).containsExactly(new Waiting("i1"), new Marked("i2", 1000));
        assertThat(sheet.isFinal()).isFalse();
        assertThat(sheet.totalHundredths()).isEqualTo(1000);
        assertThat(MarkingRules.mark(paper, Map.of("i1", new Text("  "))).items())
                .containsExactly(new Marked("i1", 0), new Marked("i2", 0));
    }

    @Test
    void a_description_is_no_item_of_the_mark_sheet() {
        var items = List.of(
                new PaperItem("i1", 0, "q1", question("第一部分")), new PaperItem("i2", 500, "q2", question("对？{T}")));
        var paper = new Paper("卷", "语文", "school-1", items, "t", Samples.NINE);
        assertThat(MarkingRules.mark(paper, Map.of()).items()).containsExactly(new Marked("i2", 0));
    }

    private static long mark(String gift, Answer answer) {
        assertThat(AnswerRules.check(question(gift), answer)).isEmpty();
        return MarkingRules.mark(paper(gift), Map.of("i1", answer)).totalHundredths();
    }

    private static Paper one(Question question) {
        return new Paper("卷", "语文", "school-1", List.of(new PaperItem("i1", 1000, "q", question)), "t", Samples.NINE);
    }

    private static Paper randomPaper(Random random) {
        var items = new ArrayList<PaperItem>();
        int count = 1 + random.nextInt(12);
        for (int n = 1; n <= count; n++) {
            items.add(new PaperItem("i" + n, 1 + random.nextInt(2000), "q" + n, randomQuestion(random)));
        }
        return new Paper("随机试卷", "数学", "school-1", items, "t", Samples.NINE);
    }

    private static Question randomQuestion(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> new Question.SingleChoice(about("单选"), randomOptions(random));
            case 1 -> new Question.MultipleAnswers(about("多选"), randomOptions(random));
            case 2 -> new Question.TrueFalse(about("判断"), random.nextBoolean(), FormattedText.NONE, FormattedText.NONE);
            case 3 ->
                new Question.ShortAnswer(
                        about("填空"),
                        many(
                                random,
                                3,
                                n -> new Question.Alternative(
                                        text(WORDS.get(random.nextInt(WORDS.size()))),
                                        randomWeight(random),
                                        FormattedText.NONE)));
            case 4 -> new Question.Numeric(about("数值"), many(random, 3, n -> randomRange(random)), FormattedText.NONE);
            default ->
                new Question.Matching(
                        about("匹配"),
                        IntStream.range(0, 2 + random.nextInt(6))
                                .mapToObj(n -> new Question.Pair(
                                        letter(n), text("题" + n), WORDS.get(random.nextInt(WORDS.size()))))
                                .toList(),
                        List.of("多余"));
        };
    }

    private static final List<String> WORDS =
            List.of("北京", "贵阳", "Guiyang", "new  York", "a*", "*京", "x\\*y", "兴义*市", "对数", "*");
    private static final List<String> TYPED =
            List.of("北京", "贵阳", "GUIYANG", " New York ", "abc", "南京", "x*y", "兴义某某市", "指数", "");

    private static Question.Range randomRange(Random random) {
        var low = BigDecimal.valueOf(random.nextInt(200) - 100, random.nextInt(3));
        return new Question.Range(
                low, low.add(BigDecimal.valueOf(random.nextInt(50), 1)), randomWeight(random), FormattedText.NONE);
    }

    private static List<Question.Option> randomOptions(Random random) {
        int count = 2 + random.nextInt(5);
        boolean thirds = random.nextInt(4) == 0;
        return IntStream.range(0, count)
                .mapToObj(n -> new Question.Option(
                        letter(n),
                        text("选项" + n),
                        thirds && n < 3 ? 333_333 : randomWeight(random),
                        FormattedText.NONE))
                .toList();
    }

    private static long randomWeight(Random random) {
        long[] usual = {0, 1_000_000, 500_000, 333_333, 250_000, -500_000, -1_000_000};
        return random.nextInt(5) == 0 ? random.nextInt(2_000_001) - 1_000_000 : usual[random.nextInt(usual.length)];
    }

    private static <T> List<T> many(Random random, int most, java.util.function.IntFunction<T> each) {
        return IntStream.range(0, 1 + random.nextInt(most)).mapToObj(each).toList();
    }

    private static String letter(int n) {
        return String.valueOf((char) ('A' + n));
    }

    private static Map<String, Answer> randomAnswers(Random random, Paper paper) {
        var answers = new HashMap<String, Answer>();
        for (var item : paper.items()) {
            if (random.nextInt(8) > 0) {
                var answer = randomAnswer(random, item.question());
                assertThat(AnswerRules.check(item.question(), answer)).isEmpty();
                answers.put(item.id(), answer);
            }
        }
        return answers;
    }

    private static Answer randomAnswer(Random random, Question question) {
        return switch (question) {
            case Question.SingleChoice(var _, var options) ->
                new Options(List.of(options.get(random.nextInt(options.size())).id()));
            case Question.MultipleAnswers(var _, var options) ->
                new Options(options.stream()
                        .map(Question.Option::id)
                        .filter(id -> random.nextBoolean())
                        .toList());
            case Question.TrueFalse _ -> new Judgement(random.nextBoolean());
            case Question.Numeric(var _, var ranges, var _) -> {
                var range = ranges.get(random.nextInt(ranges.size()));
                yield new Text(
                        switch (random.nextInt(4)) {
                            case 0 -> range.low().toPlainString();
                            case 1 -> range.high().toPlainString();
                            case 2 -> range.high().add(new BigDecimal("0.0001")).toPlainString();
                            default -> String.valueOf(random.nextInt(200) - 100);
                        });
            }
            case Question.Matching matching -> {
                var pairs = new HashMap<String, String>();
                for (var pair : matching.pairs()) {
                    var pool = matching.answers();
                    if (random.nextInt(4) > 0) {
                        pairs.put(
                                pair.id(),
                                random.nextBoolean() ? pair.answer() : pool.get(random.nextInt(pool.size())));
                    }
                }
                yield new Pairs(pairs);
            }
            default -> new Text(TYPED.get(random.nextInt(TYPED.size())));
        };
    }
}
