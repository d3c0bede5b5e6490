package io.airclass.schedule.change;

import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.schedule.booking.Attempt.Asked;
import io.airclass.schedule.booking.Attempt.Part;
import io.airclass.schedule.booking.AttemptSteps;
import io.airclass.schedule.booking.Wish;
import io.airclass.schedule.broadcast.ReachService;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.group.GroupService.Learners;
import io.airclass.schedule.timetable.PlannedDayService;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Changes of lessons: the days of the timetable are given to one, and are others when it is true. */
@Service
class ChangeAttempts implements AttemptSteps {
    static final String PREFIX = "change-";

    private final ChangeRepository changes;
    private final PlannedDayService plans;
    private final GroupService groups;
    private final ReachService reach;
    private final ZoneId zone;

    ChangeAttempts(
            ChangeRepository changes,
            PlannedDayService plans,
            GroupService groups,
            ReachService reach,
            AirclassSettings settings) {
        this.changes = changes;
        this.plans = plans;
        this.groups = groups;
        this.reach = reach;
        this.zone = settings.timeZone();
    }

    @Override
    public String prefix() {
        return PREFIX;
    }

    /** First the days are taken, then the timetable is looked at; a publication does it the other way round, so one of the two sees the other. */
    @Override
    public Mono<Wish> begin(String id, Asked asked) {
        return with(id, asked, (change, learners) -> whileOpen(learners)
                .then(changes.find(change.holderId(), change.schoolYear()))
                .flatMap(current -> take(id, part(asked), change, learners, current))
                .flatMap(days -> asPlanned(change, learners).then(wish(id, part(asked), days, change, learners))));
    }

    private static Mono<Void> whileOpen(Learners learners) {
        return learners.schoolClass().deleted() ? Refused.mono(Rejection.conflict("group-closed")) : Mono.empty();
    }

    private Mono<ChangedDays> take(
            String id, Part part, LessonChange change, Learners learners, Optional<Stored<ChangedDays>> current) {
        if (current.isEmpty()) {
            var none =
                    ChangedDays.none(change.holderId(), learners.schoolClass().schoolId(), change.schoolYear());
            return part.version() == 0
                    ? changes.put(current, none.givenTo(id))
                            .map(Stored::value)
                            .onErrorMap(VersionMoved.class, _ -> new Refused(Rejection.stale("stale-version")))
                    : Refused.mono(Rejection.stale("stale-version"));
        }
        return changes.change(
                        change.holderId(),
                        change.schoolYear(),
                        now -> ChangeRules.begin(now.value(), now.version() == part.version(), id, change))
                .map(Stored::value);
    }

    private Mono<Void> asPlanned(LessonChange change, Learners learners) {
        return Flux.fromIterable(change.parts())
                .concatMap(part -> plans.on(learners.schoolClass(), part.date())
                        .flatMap(plan -> plan.slot(part.period())
                                        .map(part.planned().slot()::equals)
                                        .orElse(plan.slots().isEmpty())
                                ? Mono.empty()
                                : Refused.mono(Rejection.stale("stale-version"))))
                .then();
    }

    @Override
    public Mono<Wish> complete(String id, Asked asked, Instant committedAt) {
        return with(id, asked, (change, learners) -> changes.find(change.holderId(), change.schoolYear())
                .flatMap(Mono::justOrEmpty)
                .flatMap(before -> wish(id, part(asked), before.value(), change, learners)
                        .flatMap(wish -> changes.markTrue(id, committedAt)
                                .then(takingPart(change, learners))
                                .flatMap(classIds -> changes.change(
                                        change.holderId(),
                                        change.schoolYear(),
                                        current -> ChangeRules.complete(
                                                current.value(),
                                                id,
                                                change,
                                                learners.schoolClass(),
                                                classIds,
                                                committedAt,
                                                zone)))
                                .thenReturn(wish))));
    }

    private Mono<List<String>> takingPart(LessonChange change, Learners learners) {
        return learners.overlaid().isEmpty()
                ? reach.takingPart(learners.id(), change.parts().getFirst().date())
                : Mono.just(learners.overlaid());
    }

    @Override
    public Mono<Wish> claimed(String id, Asked asked) {
        return with(id, asked, (change, learners) -> changes.find(change.holderId(), change.schoolYear())
                .flatMap(Mono::justOrEmpty)
                .filter(days -> days.value().isGivenTo(id))
                .flatMap(days -> wish(id, part(asked), days.value(), change, learners)));
    }

    @Override
    public Mono<Void> undo(String id, Asked asked) {
        return changes.asked(id)
                .flatMap(change -> changes.change(
                        change.holderId(), change.schoolYear(), current -> ChangeRules.undo(current.value(), id)))
                .then();
    }

    private interface Step {
        Mono<Wish> of(LessonChange change, Learners learners);
    }

    private Mono<Wish> with(String id, Asked asked, Step step) {
        return changes.asked(id)
                .zipWith(groups.learnersNow(part(asked).holderId()))
                .switchIfEmpty(Refused.mono(Rejection.conflict("class-not-found")))
                .flatMap(found -> step.of(found.getT1(), found.getT2()));
    }

    private static Part part(Asked asked) {
        return asked.parts().getFirst();
    }

    /** What is wanted with this change; where it was made already, with those that stand. */
    private Mono<Wish> wish(String id, Part part, ChangedDays days, LessonChange change, Learners learners) {
        var all =
                days.isGivenTo(id) ? ChangeRules.applied(days.changes(), id, change, change.askedAt()) : days.changes();
        var needs = ChangeRules.needs(learners, all, change, id, part.number());
        return groups.sharing(List.of(learners.id()))
                .map(sharing -> new Wish(
                        id,
                        Map.of(),
                        Map.of(learners.id(), part.number()),
                        ChangeRules.back(change),
                        needs.bookings(),
                        needs.releases(),
                        sharing));
    }
}
