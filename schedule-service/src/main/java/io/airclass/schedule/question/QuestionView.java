package io.airclass.schedule.question;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.Stage;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.question.Question.Answered;
import io.airclass.schedule.question.Question.Claimed;
import io.airclass.schedule.question.Question.Unclear;
import io.airclass.schedule.question.Question.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A question as it is read. It says nothing of who asked, nor from which school.
 *
 * @param state waiting, claimed, unclear or answered
 * @param comment why it came back
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record QuestionView(
        String id,
        long version,
        String state,
        Stage stage,
        String subject,
        String text,
        List<FileView> pictures,
        Instant askedAt,
        Instant claimedUntil,
        String comment,
        AnswerView answer,
        Instant answeredAt,
        boolean keptPrivate,
        boolean hidden) {

    /**
     * @param content where it is fetched
     * @param size in bytes
     */
    record FileView(String type, long size, String content) {}

    /** @param corrections how often it was corrected */
    record AnswerView(String text, List<FileView> attachments, String teacherId, Instant at, int corrections) {}

    static QuestionView of(Stored<Question> stored) {
        var question = stored.value();
        var matter = question.matter();
        var answered = question instanceof Answered a ? a : null;
        return new QuestionView(
                stored.id(),
                stored.version(),
                state(question),
                matter.stage(),
                matter.subject(),
                matter.text(),
                files(matter.pictures(), stored.id(), "pictures"),
                question.askedAt(),
                question instanceof Claimed claimed ? claimed.claimedUntil() : null,
                question instanceof Unclear unclear ? unclear.comment() : null,
                answered == null ? null : answer(stored.id(), answered),
                answered == null ? null : answered.answeredAt(),
                matter.keptPrivate(),
                answered != null && answered.hiddenBy() != null);
    }

    private static AnswerView answer(String id, Answered answered) {
        var answer = answered.answer();
        return new AnswerView(
                answer.text(),
                files(answer.attachments(), id, "answer-files"),
                answer.teacherId(),
                answer.at(),
                answered.earlier().size());
    }

    private static List<FileView> files(List<Attachment> files, String id, String where) {
        return IntStream.range(0, files.size())
                .mapToObj(i -> new FileView(
                        files.get(i).type(),
                        files.get(i).bytes(),
                        "/api/asked-questions/" + id + "/" + where + "/" + i))
                .toList();
    }

    private static String state(Question question) {
        return switch (question) {
            case Waiting _ -> "waiting";
            case Claimed _ -> "claimed";
            case Unclear _ -> "unclear";
            case Answered _ -> "answered";
        };
    }
}
