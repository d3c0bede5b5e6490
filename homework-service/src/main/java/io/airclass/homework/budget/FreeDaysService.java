package io.airclass.homework.budget;

import io.airclass.homework.access.AccessService;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** The days on which a school has no homework: its administrators and principal say which, everybody of the school reads it. */
@Service
class FreeDaysService {
    private final FreeDaysRepository repository;
    private final AccessService access;

    FreeDaysService(FreeDaysRepository repository, AccessService access) {
        this.repository = repository;
        this.access = access;
    }

    /** Refused with {@code school-not-found} for whom the school does not concern, with {@code free-days-not-set} where nobody has said any. */
    Mono<Stored<FreeDays>> find(Caller caller, String schoolId) {
        return access.schoolOf(caller, schoolId)
                .switchIfEmpty(Refused.mono(Rejection.notFound("school-not-found")))
                .flatMap(_ -> repository.find(schoolId))
                .switchIfEmpty(Refused.mono(Rejection.notFound("free-days-not-set")));
    }

    /** What is reserved on such a day already stays: the homework was set. */
    Mono<Stored<FreeDays>> put(Caller caller, String schoolId, FreeDaysRequest asked, Optional<Long> expectedVersion) {
        return access.schoolOf(caller, schoolId)
                .switchIfEmpty(Refused.mono(Rejection.notFound("school-not-found")))
                .filter(within -> access.leads(caller, within))
                .switchIfEmpty(Refused.mono(Rejection.forbidden("not-your-school")))
                .flatMap(within -> repository.put(
                        schoolId, expectedVersion, current -> decide(current, next(asked, within), asked)))
                .map(Put::stored);
    }

    private static FreeDays next(FreeDaysRequest asked, List<String> within) {
        return new FreeDays(
                within,
                asked.weekdays(),
                asked.dates(),
                asked.from(),
                asked.until(),
                asked.reason().strip());
    }

    private static Decision<FreeDays> decide(Optional<FreeDays> current, FreeDays next, FreeDaysRequest asked) {
        if (asked.until() != null && asked.until().isBefore(asked.from())) {
            return Decision.rejected(Rejection.ruleBroken("days-end-before-they-begin"));
        }
        if (Stream.concat(
                        next.dates().stream(),
                        Stream.of(next.from(), next.until() == null ? next.from() : next.until()))
                .anyMatch(Dates::isOutside)) {
            return Decision.rejected(Rejection.ruleBroken("day-out-of-range"));
        }
        return current.filter(next::equals).map(Decision::unchanged).orElseGet(() -> Decision.accepted(next));
    }
}
