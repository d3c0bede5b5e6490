package io.airclass.schedule.question;

import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.schedule.QuestionAnsweredV1;
import io.airclass.contracts.schedule.QuestionAskedV1;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.catalogue.Terms;
import io.airclass.schedule.question.Question.Answered;
import io.airclass.schedule.question.Question.Claimed;
import io.airclass.schedule.question.Question.Open;
import io.airclass.schedule.question.Question.Shown;
import io.airclass.schedule.question.Question.Unclear;
import io.airclass.schedule.question.Question.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Decides what becomes of a question, and who sees it. */
final class QuestionRules {
    static final int CORRECTIONS_MAX = 20;
    static final int TERMS_MAX = 150;

    private static final String SEPARATOR = "\u001f";
    private static final Set<Role> REVIEWERS = Set.of(Role.SCHOOL_ADMINISTRATOR, Role.PRINCIPAL, Role.TEACHING_OFFICER);

    private QuestionRules() {}

    /** Where questions of a stage and subject lie. */
    static String desk(String regionId, Stage stage, String subject) {
        return String.join(SEPARATOR, regionId, stage.name(), subject);
    }

    /** What answered questions are found by; null where nothing is chosen. */
    static String key(String regionId, Stage stage, String subject) {
        return String.join(SEPARATOR, regionId, stage == null ? "" : stage.name(), subject == null ? "" : subject);
    }

    static String term(String regionId, String term) {
        return regionId + SEPARATOR + term;
    }

    static Decision<Question> ask(String id, Matter matter, Asker asker, Instant at) {
        return Decision.accepted(waiting(matter, asker, at), asked(id, matter, asker));
    }

    private static Waiting waiting(Matter matter, Asker asker, Instant askedAt) {
        return new Waiting(
                matter,
                asker,
                askedAt,
                new Open(desk(asker.regionId(), matter.stage(), matter.subject()), asker.within()));
    }

    private static QuestionAskedV1 asked(String id, Matter matter, Asker asker) {
        return new QuestionAskedV1(
                id,
                asker.schoolId(),
                asker.within(),
                matter.stage(),
                matter.subject(),
                asker.studentId(),
                LocalDate.parse(asker.day()));
    }

    /** What came back as unclear is asked anew; its day stays, so that it counts once. */
    static Decision<Question> revise(Stored<Question> current, Matter matter, Instant at) {
        return current.value() instanceof Unclear unclear
                ? Decision.accepted(waiting(matter, unclear.asker(), at), asked(current.id(), matter, unclear.asker()))
                : Decision.rejected(Rejection.conflict("question-not-returned"));
    }

    static Decision<Question> claim(Question current, String teacherId, Instant at, Duration claimTime) {
        return switch (current) {
            case Waiting waiting -> Decision.accepted(claimed(waiting, waiting.open(), teacherId, at.plus(claimTime)));
            case Claimed claimed ->
                claimed.claimantId().equals(teacherId) || !at.isBefore(claimed.claimedUntil())
                        ? Decision.accepted(claimed(claimed, claimed.open(), teacherId, at.plus(claimTime)))
                        : Decision.rejected(Rejection.conflict("question-claimed"));
            case Unclear _, Answered _ -> Decision.rejected(Rejection.conflict("question-not-waiting"));
        };
    }

    private static Claimed claimed(Question current, Open open, String teacherId, Instant until) {
        return new Claimed(current.matter(), current.asker(), current.askedAt(), open, teacherId, until);
    }

    /** Gives it back to the desk. */
    static Decision<Question> release(Question current, String teacherId) {
        return switch (current) {
            case Claimed claimed
            when claimed.claimantId().equals(teacherId) ->
                Decision.accepted(new Waiting(claimed.matter(), claimed.asker(), claimed.askedAt(), claimed.open()));
            case Claimed _ -> Decision.rejected(Rejection.conflict("question-claimed"));
            case Waiting waiting -> Decision.unchanged(waiting);
            case Unclear _, Answered _ -> Decision.rejected(Rejection.conflict("question-not-waiting"));
        };
    }

    /** The first answer of who has it, or a correction of one's own. */
    static Decision<Question> answer(Stored<Question> current, Answer answer) {
        return switch (current.value()) {
            case Claimed claimed
            when claimed.claimantId().equals(answer.teacherId()) ->
                Decision.accepted(
                        shownOrNot(new Answered(
                                claimed.matter(),
                                claimed.asker(),
                                claimed.askedAt(),
                                answer,
                                List.of(),
                                answer.at(),
                                null,
                                null)),
                        answered(current.id(), claimed, answer));
            case Claimed _ -> Decision.rejected(Rejection.conflict("question-claimed"));
            case Waiting _ -> Decision.rejected(Rejection.conflict("question-not-claimed"));
            case Unclear _ -> Decision.rejected(Rejection.conflict("question-not-waiting"));
            case Answered answered -> correct(answered, answer);
        };
    }

    private static Decision<Question> correct(Answered answered, Answer answer) {
        if (!answered.answer().teacherId().equals(answer.teacherId())) {
            return Decision.rejected(Rejection.conflict("question-answered"));
        }
        if (answered.earlier().size() >= CORRECTIONS_MAX) {
            return Decision.rejected(Rejection.conflict("corrections-exhausted").with("max", CORRECTIONS_MAX));
        }
        var earlier = new ArrayList<>(answered.earlier());
        earlier.add(answered.answer());
        return Decision.accepted(shownOrNot(new Answered(
                answered.matter(),
                answered.asker(),
                answered.askedAt(),
                answer,
                earlier,
                answered.answeredAt(),
                answered.hiddenBy(),
                null)));
    }

    private static QuestionAnsweredV1 answered(String id, Claimed claimed, Answer answer) {
        return new QuestionAnsweredV1(
                id,
                claimed.asker().schoolId(),
                claimed.asker().within(),
                claimed.matter().stage(),
                claimed.matter().subject(),
                claimed.asker().studentId(),
                answer.teacherId(),
                LocalDate.parse(claimed.asker().day()),
                Duration.between(claimed.askedAt(), answer.at()).toSeconds());
    }

    static Decision<Question> sendBack(Question current, String teacherId, String comment, Instant at) {
        return switch (current) {
            case Claimed claimed
            when claimed.claimantId().equals(teacherId) ->
                Decision.accepted(
                        new Unclear(claimed.matter(), claimed.asker(), claimed.askedAt(), teacherId, comment, at));
            case Claimed _ -> Decision.rejected(Rejection.conflict("question-claimed"));
            case Waiting _ -> Decision.rejected(Rejection.conflict("question-not-claimed"));
            case Unclear _, Answered _ -> Decision.rejected(Rejection.conflict("question-not-waiting"));
        };
    }

    static Decision<Question> keepPrivate(Question current, boolean keptPrivate) {
        var was = current.matter();
        if (was.keptPrivate() == keptPrivate) {
            return Decision.unchanged(current);
        }
        var matter = new Matter(was.stage(), was.subject(), was.text(), was.pictures(), keptPrivate);
        return Decision.accepted(
                switch (current) {
                    case Waiting w -> new Waiting(matter, w.asker(), w.askedAt(), w.open());
                    case Claimed c ->
                        new Claimed(matter, c.asker(), c.askedAt(), c.open(), c.claimantId(), c.claimedUntil());
                    case Unclear u ->
                        new Unclear(matter, u.asker(), u.askedAt(), u.teacherId(), u.comment(), u.returnedAt());
                    case Answered a ->
                        shownOrNot(new Answered(
                                matter,
                                a.asker(),
                                a.askedAt(),
                                a.answer(),
                                a.earlier(),
                                a.answeredAt(),
                                a.hiddenBy(),
                                null));
                });
    }

    static Decision<Question> hide(Question current, String reviewerId, boolean hidden) {
        if (!(current instanceof Answered a)) {
            return Decision.rejected(Rejection.conflict("question-not-answered"));
        }
        if ((a.hiddenBy() != null) == hidden) {
            return Decision.unchanged(current);
        }
        return Decision.accepted(shownOrNot(new Answered(
                a.matter(),
                a.asker(),
                a.askedAt(),
                a.answer(),
                a.earlier(),
                a.answeredAt(),
                hidden ? reviewerId : null,
                null)));
    }

    private static Answered shownOrNot(Answered a) {
        boolean shown = a.hiddenBy() == null && !a.matter().keptPrivate();
        return new Answered(
                a.matter(),
                a.asker(),
                a.askedAt(),
                a.answer(),
                a.earlier(),
                a.answeredAt(),
                a.hiddenBy(),
                shown ? shown(a) : null);
    }

    private static Shown shown(Answered a) {
        var region = a.asker().regionId();
        var stage = a.matter().stage();
        var subject = a.matter().subject();
        var terms = new LinkedHashSet<>(Terms.asked(a.matter().text()));
        terms.addAll(Terms.asked(a.answer().text()));
        return new Shown(
                List.of(
                        key(region, null, null),
                        key(region, stage, null),
                        key(region, null, subject),
                        key(region, stage, subject)),
                terms.stream().limit(TERMS_MAX).map(term -> term(region, term)).toList());
    }

    static boolean mayReview(Caller caller, Question question) {
        return caller.reaches(REVIEWERS, question.asker().within());
    }

    static boolean lies(Question question, Collection<String> desks) {
        return desks.contains(desk(
                question.asker().regionId(),
                question.matter().stage(),
                question.matter().subject()));
    }

    /** @param reached ids of all organisations that the caller belongs to, those above them among them */
    static boolean isShownTo(Question question, Collection<String> reached) {
        return question instanceof Answered answered
                && answered.shown() != null
                && reached.contains(question.asker().regionId());
    }
}
