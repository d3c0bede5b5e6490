package io.airclass.schedule.question;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.RosterView;
import io.airclass.schedule.question.Question.Answered;
import io.airclass.schedule.upload.UploadRules;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** What teachers do with a question. */
@Service
class AnswerService {
    private static final Logger log = LoggerFactory.getLogger(AnswerService.class);

    private final QuestionRepository questions;
    private final QuestionService reading;
    private final RosterView roster;
    private final QuestionSettings settings;
    private final MeterRegistry meters;
    private final Clock clock;

    AnswerService(
            QuestionRepository questions,
            QuestionService reading,
            RosterView roster,
            QuestionSettings settings,
            MeterRegistry meters,
            Clock clock) {
        this.questions = questions;
        this.reading = reading;
        this.roster = roster;
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
    }

    Mono<Stored<Question>> claim(Caller caller, String id) {
        return atDesk(caller, id)
                .flatMap(_ -> questions.change(
                        id,
                        Optional.empty(),
                        current ->
                                QuestionRules.claim(current.value(), caller.personId(), now(), settings.claimTime())));
    }

    Mono<Stored<Question>> release(Caller caller, String id) {
        return atDesk(caller, id)
                .flatMap(_ -> questions.change(
                        id, Optional.empty(), current -> QuestionRules.release(current.value(), caller.personId())));
    }

    /** @param version from If-Match; absent for a first answer */
    Mono<Stored<Question>> answer(Caller caller, String id, Optional<Long> version, String text, List<String> fileIds) {
        return atDesk(caller, id)
                .flatMap(seen -> seen.question().value() instanceof Answered && version.isEmpty()
                        ? Refused.<Stored<Question>>mono(Rejection.versionRequired("if-match-missing"))
                        : reading.withFiles(
                                caller,
                                fileIds,
                                type -> UploadRules.isPicture(type) || UploadRules.isSound(type),
                                files -> {
                                    var answer = new Answer(text, files, caller.personId(), now());
                                    return questions.change(
                                            id, version, current -> QuestionRules.answer(current, answer));
                                }))
                .flatMap(stored -> measured(stored).thenReturn(stored));
    }

    Mono<Stored<Question>> sendBack(Caller caller, String id, String comment) {
        return atDesk(caller, id)
                .flatMap(_ -> questions.change(
                        id,
                        Optional.empty(),
                        current -> QuestionRules.sendBack(current.value(), caller.personId(), comment, now())));
    }

    private Mono<QuestionService.Seen> atDesk(Caller caller, String id) {
        return reading.see(caller, id)
                .flatMap(seen -> seen.atDesk() ? Mono.just(seen) : Refused.mono(Rejection.forbidden("forbidden")));
    }

    /** How long the first answer took, by county and stage; what cannot be measured is not refused. */
    private Mono<Void> measured(Stored<Question> stored) {
        if (!(stored.value() instanceof Answered answered)
                || !answered.earlier().isEmpty()) {
            return Mono.empty();
        }
        return roster.countyOf(answered.asker().within())
                .doOnNext(county -> Timer.builder("airclass_question_waited")
                        .tags(
                                "county",
                                county,
                                "stage",
                                answered.matter().stage().name())
                        .serviceLevelObjectives(FigureRules.BOUNDS)
                        .register(meters)
                        .record(Duration.between(answered.askedAt(), answered.answeredAt())))
                .then()
                .onErrorResume(thrown -> {
                    log.warn("A waiting time was not measured: {}", thrown.toString());
                    return Mono.empty();
                });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
