package io.airclass.homework.submission;

import io.airclass.homework.access.AccessService;
import io.airclass.homework.assignment.AssignmentService;
import io.airclass.homework.assignment.Seen;
import io.airclass.homework.draft.WorkService;
import io.airclass.homework.file.HomeworkFile;
import io.airclass.homework.file.OwnFilesService;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.PlaceCounter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Takes students' work and shows it to whom it may be shown. */
@Service
public class SubmissionService {
    private final SubmissionRepository submissions;
    private final AssignmentService assignments;
    private final OwnFilesService files;
    private final AccessService access;
    private final WorkService drafts;
    private final PlaceCounter counter;
    private final Clock clock;

    SubmissionService(
            SubmissionRepository submissions,
            AssignmentService assignments,
            OwnFilesService files,
            AccessService access,
            WorkService drafts,
            PlaceCounter counter,
            Clock clock) {
        this.submissions = submissions;
        this.assignments = assignments;
        this.files = files;
        this.access = access;
        this.drafts = drafts;
        this.counter = counter;
        this.clock = clock;
    }

    /** @param expectedVersion needed when there is a submission with another content */
    Mono<Stored<Submission>> handIn(
            Caller caller, String assignmentId, HandInRequest request, Optional<Long> expectedVersion) {
        var at = clock.instant();
        return assignments
                .see(caller, assignmentId)
                .filter(seen -> seen.standing().learns())
                .switchIfEmpty(Refused.mono(Rejection.forbidden("not-a-student-of-the-class")))
                .flatMap(seen -> files.own(caller, request.fileIds())
                        .map(own ->
                                own.stream().map(SubmissionService::handedIn).toList())
                        .flatMap(own -> save(caller, seen, request.text(), own, expectedVersion, at)));
    }

    private static HandedInFile handedIn(Stored<HomeworkFile> stored) {
        var file = stored.value();
        return new HandedInFile(stored.id(), file.name(), file.type(), file.bytes());
    }

    private Mono<Stored<Submission>> save(
            Caller caller, Seen seen, String text, List<HandedInFile> own, Optional<Long> expectedVersion, Instant at) {
        var target = seen.target();
        var assigned = new Assigned(seen.id(), target.classId(), target.schoolId(), target.within(), caller.personId());
        return submissions
                .put(
                        SubmissionRules.id(seen.id(), caller.personId()),
                        expectedVersion,
                        current -> SubmissionRules.handIn(current, assigned, seen.assignment(), text, own, at))
                .flatMap(put -> put.changed()
                        ? drafts.handedIn(seen.id(), caller.personId())
                                .then(counter.count(
                                        "airclass.submissions.received",
                                        seen.standing().schoolClass(),
                                        1))
                                .thenReturn(put.stored())
                        : Mono.just(put.stored()));
    }

    /** The submission of the caller, or of a student whose work the caller may see. */
    Mono<Stored<Submission>> ofStudent(Caller caller, String assignmentId, Optional<String> studentId) {
        return submissions
                .find(SubmissionRules.id(assignmentId, studentId.orElse(caller.personId())))
                .filterWhen(stored -> maySee(caller, stored.value()))
                .switchIfEmpty(Mono.defer(() -> nothingOfStudent(caller, assignmentId, studentId)));
    }

    private Mono<Stored<Submission>> nothingOfStudent(Caller caller, String assignmentId, Optional<String> studentId) {
        return assignments
                .see(caller, assignmentId)
                .flatMap(seen -> Refused.mono(
                        studentId.isEmpty() && !seen.standing().learns()
                                ? Rejection.invalid("student-id-missing")
                                : Rejection.notFound("submission-not-found")));
    }

    /** The submission; refused with {@code submission-not-found} when there is none or the caller may not see it. */
    public Mono<Stored<Submission>> see(Caller caller, String id) {
        return submissions
                .find(id)
                .filterWhen(stored -> maySee(caller, stored.value()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("submission-not-found")));
    }

    private Mono<Boolean> maySee(Caller caller, Submission submission) {
        var assigned = submission.assigned();
        if (caller.is(assigned.studentId())) {
            return Mono.just(true);
        }
        return access.guards(caller, assigned.studentId())
                .flatMap(guards ->
                        guards ? Mono.just(true) : marks(caller, assigned.assignmentId(), assigned.classId()));
    }

    /** @param classId empty for the one class of the assignment that is the caller's, or the first of them */
    Mono<Page<Stored<Submission>>> ofAssignment(
            Caller caller, String assignmentId, Optional<String> classId, PageRequest request) {
        return taughtClass(caller, assignmentId, classId)
                .flatMap(taught -> submissions.page(assignmentId, taught, request));
    }

    /** The class of an assignment that the caller teaches; refused with {@code not-your-class}. */
    public Mono<String> taughtClass(Caller caller, String assignmentId, Optional<String> classId) {
        return assignments.toMark(caller, assignmentId, classId).flatMap(asked -> marks(caller, assignmentId, asked)
                .filter(may -> may)
                .map(_ -> asked)
                .switchIfEmpty(Refused.mono(Rejection.forbidden("not-your-class"))));
    }

    /** Who teaches the class, and who set the homework to a group of theirs. */
    private Mono<Boolean> marks(Caller caller, String assignmentId, String classId) {
        return access.teaches(caller, classId)
                .flatMap(teaches -> teaches ? Mono.just(true) : assignments.isAuthor(caller, assignmentId));
    }
}
