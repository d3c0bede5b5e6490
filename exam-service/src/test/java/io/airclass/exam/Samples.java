package io.airclass.exam;

import io.airclass.exam.bank.About;
import io.airclass.exam.bank.BankedQuestion;
import io.airclass.exam.bank.FormattedText;
import io.airclass.exam.bank.Question;
import io.airclass.exam.bank.gift.Gift;
import io.airclass.exam.exams.Exam;
import io.airclass.exam.figures.Place;
import io.airclass.exam.paper.Paper;
import io.airclass.exam.paper.PaperItem;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** What the unit tests are about. */
public final class Samples {

    public static final Instant NINE = Instant.parse("2026-11-23T01:00:00Z");
    public static final List<String> WITHIN = List.of("root", "522300", "522301", "school-1", "class-1");

    private Samples() {}

    public static Question question(String gift) {
        return Gift.read(gift).questions().getFirst().question();
    }

    public static BankedQuestion banked(String gift) {
        return new BankedQuestion("school-1", "期末", "1", "teacher-1", NINE, question(gift));
    }

    /** Ten marks for each. */
    public static Paper paper(String... gifts) {
        var items = IntStream.range(0, gifts.length)
                .mapToObj(n -> new PaperItem("i" + (n + 1), 1000, "q" + n, question(gifts[n])))
                .toList();
        return new Paper("期末试卷", "数学", "school-1", items, "teacher-1", NINE);
    }

    /** From nine to ten, half an hour each. */
    public static Exam exam() {
        return new Exam(
                "paper-1",
                "class-1",
                "school-1",
                WITHIN,
                "数学",
                "期末考试",
                NINE,
                NINE.plusSeconds(3600),
                30,
                2000,
                new Place("522301", "SENIOR"),
                "teacher-1",
                NINE.minusSeconds(86400));
    }

    public static About about(String stem) {
        return About.of(stem);
    }

    public static FormattedText text(String text) {
        return FormattedText.moodle(text);
    }
}
