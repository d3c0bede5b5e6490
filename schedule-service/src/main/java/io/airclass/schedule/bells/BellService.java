package io.airclass.schedule.bells;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.access.AccessService;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Sets and reads the bells of a school. */
@Service
public class BellService {
    private final BellRepository bells;
    private final AccessService access;
    private final Clock clock;

    BellService(BellRepository bells, AccessService access, Clock clock) {
        this.bells = bells;
        this.access = access;
        this.clock = clock;
    }

    Mono<Stored<Bells>> read(Caller caller, String schoolId) {
        return access.schoolToRead(caller, schoolId)
                .then(bells.find(schoolId))
                .switchIfEmpty(Refused.mono(Rejection.notFound("bells-not-found")));
    }

    /** What a school has set, for rules; empty bells where it has set none. */
    public Mono<Bells> of(String schoolId) {
        return bells.find(schoolId).map(Stored::value).defaultIfEmpty(Bells.NONE);
    }

    Mono<Put<Bells>> set(Caller caller, String schoolId, Optional<Long> expectedVersion, Bells.Asked asked) {
        var faults = BellRules.faults(asked.schedules());
        if (!faults.isEmpty()) {
            return Refused.mono(Rejection.invalid("bells-unfit", faults));
        }
        return access.schoolToChange(caller, schoolId)
                .flatMap(school -> bells.put(schoolId, expectedVersion, current -> {
                    var next = new Bells(
                            school.within(), asked.boarding(), asked.schedules(), caller.personId(), clock.instant());
                    return current.map(Stored::value).filter(next::saysTheSame).isPresent()
                            ? Decision.unchanged(current.get().value())
                            : Decision.accepted(next);
                }));
    }
}
