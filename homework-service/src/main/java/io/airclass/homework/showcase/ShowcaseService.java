package io.airclass.homework.showcase;

import io.airclass.homework.access.AccessService;
import io.airclass.homework.assignment.AssignmentService;
import io.airclass.homework.file.Shows;
import io.airclass.homework.submission.SubmissionRepository;
import io.airclass.homework.submission.SubmissionService;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Proposes excellent work, takes its author's word, and shows it to the class. */
@Service
class ShowcaseService implements Shows {
    private final ShowcaseRepository showcases;
    private final SubmissionService submissions;
    private final SubmissionRepository works;
    private final AssignmentService assignments;
    private final AccessService access;
    private final Clock clock;

    ShowcaseService(
            ShowcaseRepository showcases,
            SubmissionService submissions,
            SubmissionRepository works,
            AssignmentService assignments,
            AccessService access,
            Clock clock) {
        this.showcases = showcases;
        this.submissions = submissions;
        this.works = works;
        this.assignments = assignments;
        this.access = access;
        this.clock = clock;
    }

    Mono<ShowcaseView.State> propose(Caller caller, String submissionId) {
        var at = clock.instant();
        return submissions
                .see(caller, submissionId)
                .flatMap(stored -> {
                    var assigned = stored.value().assigned();
                    return submissions
                            .taughtClass(caller, assigned.assignmentId(), Optional.of(assigned.classId()))
                            .then(Mono.defer(() -> showcases.put(
                                    submissionId,
                                    current -> ShowcaseRules.propose(current, stored.value(), caller.personId(), at))));
                })
                .map(Put::stored)
                .map(stored -> ShowcaseView.State.of(stored.id(), stored.value()));
    }

    /** Of the author, or of a guardian. */
    Mono<ShowcaseView.State> consent(Caller caller, String submissionId, boolean agrees) {
        var at = clock.instant();
        return submissions
                .see(caller, submissionId)
                .flatMap(stored -> isOrGuards(caller, stored.value().assigned().studentId()))
                .filter(own -> own)
                .switchIfEmpty(Refused.mono(Rejection.forbidden("not-your-submission")))
                .then(Mono.defer(() -> showcases.change(
                        submissionId, current -> ShowcaseRules.consent(current, agrees, caller.personId(), at))))
                .switchIfEmpty(Refused.mono(Rejection.conflict("showcase-not-proposed")))
                .map(stored -> ShowcaseView.State.of(stored.id(), stored.value()));
    }

    private Mono<Boolean> isOrGuards(Caller caller, String studentId) {
        return caller.is(studentId) ? Mono.just(true) : access.guards(caller, studentId);
    }

    /** Of the caller's class. */
    Mono<Page<ShowcaseView>> of(Caller caller, String assignmentId, PageRequest request) {
        return assignments.see(caller, assignmentId).flatMap(seen -> showcases
                .shared(assignmentId, seen.standing().schoolClass().id(), request)
                .flatMap(page -> works.findAll(
                                page.items().stream().map(Stored::id).toList())
                        .collectMap(Stored::id, Stored::value)
                        .map(found -> page.map(each -> ShowcaseView.of(each.id(), found.get(each.id()))))));
    }

    @Override
    public Mono<Boolean> isShown(Caller caller, List<String> submissionIds) {
        return showcases
                .findAll(submissionIds)
                .filter(each -> each.value() instanceof Showcase.Shared)
                .concatMap(
                        each -> access.standing(caller, each.value().classId()).hasElement())
                .any(sees -> sees);
    }
}
