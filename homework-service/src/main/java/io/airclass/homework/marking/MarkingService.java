package io.airclass.homework.marking;

import io.airclass.homework.assignment.AssignmentService;
import io.airclass.homework.assignment.Seen;
import io.airclass.homework.submission.Submission;
import io.airclass.homework.submission.SubmissionRepository;
import io.airclass.homework.submission.SubmissionService;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.PlaceCounter;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Marks submissions. */
@Service
class MarkingService {
    private final SubmissionService submissions;
    private final SubmissionRepository repository;
    private final AssignmentService assignments;
    private final PlaceCounter counter;
    private final Clock clock;

    MarkingService(
            SubmissionService submissions,
            SubmissionRepository repository,
            AssignmentService assignments,
            PlaceCounter counter,
            Clock clock) {
        this.submissions = submissions;
        this.repository = repository;
        this.assignments = assignments;
        this.counter = counter;
        this.clock = clock;
    }

    /** @param expectedVersion the version that the teacher looked at; needed unless the mark stands already */
    Mono<Stored<Submission>> mark(Caller caller, String id, MarkRequest asked, Optional<Long> expectedVersion) {
        var at = clock.instant();
        return submissions
                .see(caller, id)
                .flatMap(stored ->
                        assignments.see(caller, stored.value().assigned().assignmentId()))
                .filter(seen -> seen.standing().teaches())
                .switchIfEmpty(Refused.mono(Rejection.forbidden("not-your-class")))
                .flatMap(seen -> save(caller, id, seen, asked, expectedVersion, at));
    }

    private Mono<Stored<Submission>> save(
            Caller caller, String id, Seen seen, MarkRequest asked, Optional<Long> expectedVersion, Instant at) {
        return repository
                .put(
                        id,
                        expectedVersion,
                        current -> MarkingRules.mark(
                                id, current.orElseThrow(), seen.assignment(), asked, caller.personId(), at))
                .flatMap(put -> put.changed()
                        ? counter.count(
                                        "airclass.submissions.marked",
                                        seen.standing().schoolClass(),
                                        1)
                                .thenReturn(put.stored())
                        : Mono.just(put.stored()));
    }
}
