package io.airclass.homework.marking;

import io.airclass.homework.assignment.AssignmentService;
import io.airclass.homework.assignment.Seen;
import io.airclass.homework.file.OwnFilesService;
import io.airclass.homework.submission.Submission;
import io.airclass.homework.submission.SubmissionRepository;
import io.airclass.homework.submission.SubmissionService;
import io.airclass.homework.submission.Waiting;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.PlaceCounter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Marks submissions. */
@Service
class MarkingService {
    /** More students than a class has. */
    private static final int COMPLETED_MAX = 200;

    private static final int COMPLETED_AT_ONCE = 4;

    private final SubmissionService submissions;
    private final SubmissionRepository repository;
    private final AssignmentService assignments;
    private final OwnFilesService files;
    private final PlaceCounter counter;
    private final Clock clock;

    MarkingService(
            SubmissionService submissions,
            SubmissionRepository repository,
            AssignmentService assignments,
            OwnFilesService files,
            PlaceCounter counter,
            Clock clock) {
        this.submissions = submissions;
        this.repository = repository;
        this.assignments = assignments;
        this.files = files;
        this.counter = counter;
        this.clock = clock;
    }

    /** @param expectedVersion the version that the teacher looked at; needed unless the mark stands already */
    Mono<Stored<Submission>> mark(Caller caller, String id, MarkRequest asked, Optional<Long> expectedVersion) {
        var at = clock.instant();
        return toMark(caller, id).flatMap(seen -> spoken(caller, asked)
                .then(Mono.defer(() -> repository.put(
                        id,
                        expectedVersion,
                        current -> MarkingRules.mark(
                                id, current.orElseThrow(), seen.assignment(), asked, caller.personId(), at))))
                .flatMap(put -> counted(put, seen)));
    }

    /** One question of many submissions, one after the other: nobody needs to say a version, two teachers mark two questions at once. */
    Mono<Stored<Submission>> markPart(Caller caller, String id, PartRequest asked) {
        var at = clock.instant();
        return toMark(caller, id).flatMap(seen -> repository
                .makeOrChange(
                        id,
                        current -> MarkingRules.markPart(
                                id, current.orElseThrow(), seen.assignment(), asked, caller.personId(), at))
                .flatMap(put -> put.stored().value() instanceof Submission.Marked
                        ? counted(put, seen)
                        : Mono.just(put.stored())));
    }

    /** What is said aloud is an audio file of the teacher's. */
    private Mono<Void> spoken(Caller caller, MarkRequest asked) {
        return asked.voiceFileId() == null
                ? Mono.empty()
                : files.own(caller, List.of(asked.voiceFileId()))
                        .filter(own -> own.getFirst().value().type().startsWith("audio/"))
                        .switchIfEmpty(Refused.mono(Rejection.ruleBroken("voice-not-audio")))
                        .then();
    }

    private Mono<Seen> toMark(Caller caller, String id) {
        return submissions.see(caller, id).flatMap(stored -> {
            var assigned = stored.value().assigned();
            return submissions
                    .taughtClass(caller, assigned.assignmentId(), Optional.of(assigned.classId()))
                    .then(Mono.defer(() -> assignments.ofClass(assigned.assignmentId(), assigned.classId())));
        });
    }

    private Mono<Stored<Submission>> counted(Put<Submission> put, Seen seen) {
        return put.changed()
                ? counter.count("airclass.submissions.marked", seen.standing().schoolClass(), 1)
                        .thenReturn(put.stored())
                : Mono.just(put.stored());
    }

    /** What waits to be marked of a class, or of it the submissions of which one question is not marked. */
    Mono<Page<Stored<Submission>>> queue(
            Caller caller, String assignmentId, Optional<String> classId, Optional<Long> part, PageRequest request) {
        return submissions
                .taughtClass(caller, assignmentId, classId)
                .flatMap(taught -> repository.waiting(assignmentId, taught, part, request));
    }

    /** The teacher's homework, the latest due first, with how many submissions of each class wait. */
    Mono<Page<QueueView>> queues(Caller caller, PageRequest request) {
        return assignments.setBy(caller, request).flatMap(page -> repository
                .waiting(page.items().stream().map(Stored::id).toList())
                .collectMultimap(Waiting::assignmentId)
                .map(waiting ->
                        page.map(stored -> QueueView.of(stored, waiting.getOrDefault(stored.id(), List.of())))));
    }

    /**
     * All that waits of a class is in order (已阅): each by its own write, so that what a student hands in meanwhile is not passed over unseen.
     *
     * @return how many became so
     */
    Mono<Long> complete(Caller caller, String assignmentId, Optional<String> classId) {
        var at = clock.instant();
        return submissions
                .taughtClass(caller, assignmentId, classId)
                .flatMap(taught -> assignments.ofClass(assignmentId, taught).flatMap(seen -> repository
                        .allWaiting(assignmentId, taught, COMPLETED_MAX)
                        .flatMap(stored -> complete(caller, stored, seen, at), COMPLETED_AT_ONCE)
                        .count()));
    }

    private Mono<Stored<Submission>> complete(Caller caller, Stored<Submission> stored, Seen seen, Instant at) {
        return repository
                .put(
                        stored.id(),
                        Optional.of(stored.version()),
                        current -> MarkingRules.mark(
                                stored.id(),
                                current.orElseThrow(),
                                seen.assignment(),
                                MarkRequest.inOrder(),
                                caller.personId(),
                                at))
                .filter(Put::changed)
                .flatMap(put -> counted(put, seen))
                .onErrorResume(Refused.class, refused -> isMoved(refused) ? Mono.empty() : Mono.error(refused));
    }

    /** The student handed in again in this moment: the teacher has not seen it. */
    private static boolean isMoved(Refused refused) {
        return refused.rejection() instanceof Rejection.Stale;
    }
}
