package io.airclass.exam.bank;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** A question of a bank with its key. Nothing of it but {@link #about()}'s stem, and the options' ids and texts, may reach a student before the results. */
public sealed interface Question {

    /** The weight of a wholly right answer, in parts per million of the item's marks. */
    long FULL_PPM = 1_000_000;

    About about();

    /** One option is chosen and its weight counts (单选题). Several options may be right. */
    record SingleChoice(About about, List<Option> options) implements Question {
        public SingleChoice {
            options = List.copyOf(options);
        }
    }

    /** Any number of options is chosen and their weights add up, never below nothing (多选题). */
    record MultipleAnswers(About about, List<Option> options) implements Question {
        public MultipleAnswers {
            options = List.copyOf(options);
        }
    }

    /** True or false (判断题). */
    record TrueFalse(About about, boolean truth, FormattedText whenWrong, FormattedText whenRight)
            implements Question {}

    /** A word or phrase, compared with the alternatives (填空题). */
    record ShortAnswer(About about, List<Alternative> alternatives) implements Question {
        public ShortAnswer {
            alternatives = List.copyOf(alternatives);
        }
    }

    /** A number within one of the ranges (数值题). */
    record Numeric(About about, List<Range> ranges, FormattedText otherwise) implements Question {
        public Numeric {
            ranges = List.copyOf(ranges);
        }
    }

    /** Each stem finds its answer (匹配题); the distractors belong to none. */
    record Matching(About about, List<Pair> pairs, List<String> distractors) implements Question {
        public Matching {
            pairs = List.copyOf(pairs);
            distractors = List.copyOf(distractors);
        }

        /** All answers to choose from, each once, in an order that says nothing about the pairs. */
        public List<String> answers() {
            return Stream.concat(pairs.stream().map(Pair::answer), distractors.stream())
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    /** A text that a teacher marks (问答题). */
    record Essay(About about) implements Question {}

    /** A text between questions; it asks nothing and has no marks (说明). */
    record Description(About about) implements Question {}

    /** One option of a choice; the id is a capital letter in the order of the source. */
    record Option(String id, FormattedText text, long weightPpm, FormattedText feedback) {}

    /** One accepted text, in which {@code *} stands for anything and {@code \*} for itself. */
    record Alternative(FormattedText text, long weightPpm, FormattedText feedback) {}

    /** Accepted numbers, both ends included. */
    record Range(BigDecimal low, BigDecimal high, long weightPpm, FormattedText feedback) {}

    /** A stem and its answer; the id is a capital letter in the order of the source. */
    record Pair(String id, FormattedText stem, String answer) {}
}
