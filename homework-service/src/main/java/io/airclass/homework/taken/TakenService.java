package io.airclass.homework.taken;

import io.airclass.homework.access.AccessService;
import io.airclass.homework.access.Standing;
import io.airclass.homework.assignment.AssignmentService;
import io.airclass.homework.assignment.Seen;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.rosterview.RosterView;
import java.util.Optional;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Takes down how long homework took, and tells it in sums. */
@Service
class TakenService {
    private final TakenRepository repository;
    private final AssignmentService assignments;
    private final AccessService access;
    private final RosterView roster;

    TakenService(TakenRepository repository, AssignmentService assignments, AccessService access, RosterView roster) {
        this.repository = repository;
        this.assignments = assignments;
        this.access = access;
        this.roster = roster;
    }

    /** @param studentId the caller's child; empty for the caller */
    Mono<Void> tell(Caller caller, String assignmentId, Optional<String> studentId, TakenRequest asked) {
        return assignments.see(caller, assignmentId).flatMap(seen -> {
            var child = studentId.orElse(caller.personId());
            boolean own = seen.standing().learns() && caller.is(child);
            if (!own && !seen.standing().childIds().contains(child)) {
                return Refused.mono(Rejection.forbidden("not-your-child"));
            }
            return classOf(seen, child, own)
                    .flatMap(classId -> repository.put(child, new Taken(assignmentId, classId, asked.minutes())));
        });
    }

    private Mono<String> classOf(Seen seen, String child, boolean own) {
        return own
                ? Mono.just(seen.standing().schoolClass().id())
                : roster.person(child)
                        .flatMap(person -> Mono.justOrEmpty(person.classIds().stream()
                                .filter(id ->
                                        seen.assignment().terms().target(id).isPresent())
                                .findFirst()));
    }

    /** For teachers of the class and those who oversee it. */
    Mono<TakenView> told(Caller caller, String assignmentId, Optional<String> classId) {
        return assignments.see(caller, assignmentId).flatMap(seen -> {
            var asked = classId.orElse(seen.standing().schoolClass().id());
            return access.standing(caller, asked)
                    .filter(standing -> maySee(standing)
                            && seen.assignment().terms().target(asked).isPresent())
                    .switchIfEmpty(Refused.mono(Rejection.forbidden("not-your-class")))
                    .flatMap(_ -> repository.minutes(assignmentId, asked).collectList())
                    .map(minutes -> TakenView.of(
                            assignmentId,
                            asked,
                            seen.assignment().terms().task().expectedMinutes(),
                            minutes));
        });
    }

    private static boolean maySee(Standing standing) {
        return standing.teaches() || standing.oversees();
    }
}
