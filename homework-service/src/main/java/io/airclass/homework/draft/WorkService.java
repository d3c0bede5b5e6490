package io.airclass.homework.draft;

import io.airclass.homework.assignment.AssignmentService;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Keeps what students have so far, and removes it when it is handed in or too old. */
@Service
public class WorkService {
    private static final Logger log = LoggerFactory.getLogger(WorkService.class);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int EXPIRED_MAX = 200;

    private final WorkRepository works;
    private final AssignmentService assignments;
    private final Clock clock;

    WorkService(WorkRepository works, AssignmentService assignments, Clock clock) {
        this.works = works;
        this.assignments = assignments;
        this.clock = clock;
    }

    private static String id(String assignmentId, String studentId) {
        return Ids.from("submission-draft", assignmentId, studentId);
    }

    /** @param expectedVersion needed where another text is saved already */
    Mono<Stored<Work>> save(Caller caller, String assignmentId, WorkRequest asked, Optional<Long> expectedVersion) {
        var at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return assignments
                .see(caller, assignmentId)
                .filter(seen -> seen.standing().learns())
                .switchIfEmpty(Refused.mono(Rejection.forbidden("not-a-student-of-the-class")))
                .flatMap(seen -> {
                    var next = new Work(
                            assignmentId,
                            caller.personId(),
                            asked.text(),
                            asked.fileIds(),
                            at,
                            at.isAfter(seen.assignment().takenUntil())
                                    ? at.plus(KEPT)
                                    : seen.assignment().takenUntil().plus(KEPT));
                    return works.put(id(assignmentId, caller.personId()), expectedVersion, current -> current.filter(
                                    known -> known.says(asked))
                            .map(Decision::unchanged)
                            .orElseGet(() -> Decision.accepted(next)));
                })
                .map(Put::stored);
    }

    /** Of the caller alone. */
    Mono<Stored<Work>> find(Caller caller, String assignmentId) {
        return works.find(id(assignmentId, caller.personId()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("draft-not-found")));
    }

    Mono<Void> remove(Caller caller, String assignmentId) {
        return works.remove(id(assignmentId, caller.personId()));
    }

    /** What was handed in needs no draft; where this fails it is removed when it expires. */
    public Mono<Void> handedIn(String assignmentId, String studentId) {
        return works.remove(id(assignmentId, studentId)).onErrorResume(thrown -> {
            log.warn("A draft that was handed in stays until it expires: {}", thrown.toString());
            return Mono.empty();
        });
    }

    /** Spring calls this once and subscribes again and again: hence the defer. */
    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT10M")
    Mono<Void> sweep() {
        return Mono.defer(() -> sweepAt(clock.instant())).onErrorResume(thrown -> {
            log.warn("Old drafts are removed at the next look: {}", thrown.toString());
            return Mono.empty();
        });
    }

    Mono<Void> sweepAt(Instant at) {
        return works.expired(at, EXPIRED_MAX)
                .concatMap(old -> works.removeExpired(old.id(), at).thenReturn(old))
                .count()
                .flatMap(removed -> removed == EXPIRED_MAX ? sweepAt(at) : Mono.empty());
    }
}
