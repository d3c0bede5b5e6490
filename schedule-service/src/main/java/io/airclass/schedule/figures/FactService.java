package io.airclass.schedule.figures;

import io.airclass.kit.problem.Refused;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.group.GroupService.Learners;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Keeps what is known of the days of classes and groups. */
@Service
class FactService {
    private final DayFiguresRepository figures;
    private final GroupService groups;
    private final Clock clock;

    FactService(DayFiguresRepository figures, GroupService groups, Clock clock) {
        this.figures = figures;
        this.groups = groups;
        this.clock = clock;
    }

    /** Takes a fact once; that of a class or group that nobody knows any more is left out. */
    Mono<Void> take(String classId, LocalDate day, Fact fact) {
        return attempt(classId, day, known -> Mono.just(FactRules.take(known, fact)), 1);
    }

    /**
     * What the timetables have for a day.
     *
     * @param lessons reads it; asked after what is known was read, so that an older plan is never written over a newer
     */
    Mono<Void> plan(String classId, LocalDate day, Mono<List<DayFacts.Planned>> lessons) {
        return attempt(classId, day, known -> lessons.map(known::planned), 1);
    }

    private Mono<Void> attempt(String classId, LocalDate day, Function<DayFacts, Mono<DayFacts>> next, int attempt) {
        String id = DayFigures.id(classId, day);
        return figures.find(id)
                .switchIfEmpty(Mono.defer(() -> nothing(classId, day)))
                .flatMap(current -> write(current, next))
                .then()
                .onErrorResume(
                        thrown -> attempt < AggregateStore.CHANGE_ATTEMPTS_MAX && isOvertaken(thrown),
                        _ -> attempt(classId, day, next, attempt + 1));
    }

    private Mono<Stored<DayFigures>> nothing(String classId, LocalDate day) {
        return groups.learners(classId)
                .map(Learners::schoolClass)
                .map(place -> new Stored<>(DayFigures.id(classId, day), 0, DayFigures.first(place.within(), day)));
    }

    private Mono<Stored<DayFigures>> write(Stored<DayFigures> current, Function<DayFacts, Mono<DayFacts>> change) {
        var before = current.value().facts() == null
                ? DayFacts.NONE
                : current.value().facts();
        return change.apply(before).flatMap(after -> after.equals(before) ? Mono.just(current) : save(current, after));
    }

    private Mono<Stored<DayFigures>> save(Stored<DayFigures> current, DayFacts facts) {
        var next = current.value().with(facts, clock.instant());
        return current.version() == 0 ? figures.create(current.id(), next) : figures.save(current, next);
    }

    private static boolean isOvertaken(Throwable thrown) {
        return thrown instanceof VersionMoved
                || thrown instanceof Refused refused
                        && refused.rejection().slug().equals("already-exists");
    }
}
