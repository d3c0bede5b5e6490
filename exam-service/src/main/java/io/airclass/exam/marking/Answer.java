package io.airclass.exam.marking;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;

/** What a student gave as the answer to one item; in JSON each kind is known by its only field. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
    @JsonSubTypes.Type(Answer.Options.class),
    @JsonSubTypes.Type(Answer.Judgement.class),
    @JsonSubTypes.Type(Answer.Text.class),
    @JsonSubTypes.Type(Answer.Pairs.class)
})
public sealed interface Answer {

    /** The options chosen: at most one where one is to be chosen, any number elsewhere; kept in their order. */
    record Options(List<String> options) implements Answer {
        public Options {
            options = options == null ? null : options.stream().sorted().toList();
        }
    }

    /** True or false. */
    record Judgement(Boolean truth) implements Answer {}

    /** What was typed: a word, a number, an essay. */
    record Text(String text) implements Answer {}

    /** The answer chosen for each stem, by the stem's id. */
    record Pairs(Map<String, String> pairs) implements Answer {}
}
