package io.airclass.schedule.exchange;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.exchange.ExchangeService.Asked;
import io.airclass.schedule.exchange.ExchangeService.Imported;
import io.airclass.schedule.exchange.ExchangeService.Outcome;
import io.airclass.schedule.exchange.FormatService.SchoolFile.OfTeachers;
import io.airclass.schedule.exchange.MergeRules.Plan;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.group.GroupService.Learners;
import io.airclass.schedule.timetable.Timetable;
import io.airclass.schedule.timetable.TimetableService;
import io.airclass.schedule.timetable.TimetableService.Shelved;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes the sheets of teachers as parts of the drafts of their classes. */
@Service
class MergeService {
    private static final int ATTEMPTS_MAX = 8;

    private final TimetableService timetables;
    private final GroupService groups;
    private final RosterView roster;
    private final Clock clock;
    private final ZoneId zone;

    MergeService(
            TimetableService timetables,
            GroupService groups,
            RosterView roster,
            AirclassSettings settings,
            Clock clock) {
        this.timetables = timetables;
        this.groups = groups;
        this.roster = roster;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    /** Each class stands or falls by itself; whether the caller may change the school's is asked before. */
    Mono<Imported> take(Caller caller, String schoolId, OfTeachers file, Asked asked) {
        return names(schoolId).flatMap(names -> {
            var plan =
                    MergeRules.plan(file.sheets(), new Holders(names, file.tables(), asked.locale()), asked.locale());
            if (plan.isTooLarge()) {
                return Refused.mono(Rejection.tooLarge("table-too-large")
                        .with("what", "lessons")
                        .with("max", MergeRules.LESSONS_MAX));
            }
            if (plan.holderIds().size() > FormatService.HOLDERS_MAX) {
                return Refused.mono(Rejection.tooLarge("timetables-too-many").with("max", FormatService.HOLDERS_MAX));
            }
            return Flux.fromIterable(plan.holderIds())
                    .concatMap(id -> take(caller, id, plan, asked, 1))
                    .collectList()
                    .map(outcomes -> new Imported(outcomes, plan.faults()));
        });
    }

    /** What the classes and groups of a school are called, by their ids. */
    private Mono<Map<String, String>> names(String schoolId) {
        return roster.classesIn(schoolId)
                .flatMapIterable(classes -> classes)
                .concatWith(groups.ofSchool(schoolId, FormatService.HOLDERS_MAX).map(Learners::schoolClass))
                .concatWith(timetables
                        .holdersOfSchool(schoolId, FormatService.HOLDERS_MAX)
                        .map(Learners::schoolClass))
                .filter(found -> !found.deleted() && found.schoolId().equals(schoolId))
                .collectMap(SchoolClass::id, SchoolClass::name);
    }

    /** Empty for a class that the sheets do not change. */
    private Mono<Outcome> take(Caller caller, String id, Plan plan, Asked asked, int attempt) {
        return timetables
                .toChangeInPart(caller, id, asked.days().effectiveFrom())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(before -> merge(caller, id, before, plan, asked))
                .onErrorResume(
                        Refused.class,
                        refused -> isBehind(refused, asked) && attempt < ATTEMPTS_MAX
                                ? take(caller, id, plan, asked, attempt + 1)
                                : Mono.just(new Outcome.NotTaken(id, refused.rejection())));
    }

    /** Whether somebody changed the week while it was put together, and it is to be put together anew. */
    private static boolean isBehind(Refused refused, Asked asked) {
        return asked.overwrite()
                && (refused.rejection() instanceof Rejection.Stale
                        || refused.rejection() instanceof Rejection.VersionRequired);
    }

    private Mono<Outcome> merge(Caller caller, String id, Optional<Shelved> before, Plan plan, Asked asked) {
        var week = before.map(Shelved::week);
        if (!plan.touches(id, week)) {
            return Mono.empty();
        }
        boolean waiting = before.map(shelved -> shelved.timetable().value())
                .filter(Timetable.Waiting.class::isInstance)
                .isPresent();
        var part = plan.part(id, week, waiting, LocalDate.ofInstant(clock.instant(), zone));
        return ExchangeService.put(
                timetables,
                caller,
                part,
                before.map(shelved -> shelved.timetable().version()),
                asked);
    }
}
