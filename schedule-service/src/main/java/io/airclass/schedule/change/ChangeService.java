package io.airclass.schedule.change;

import io.airclass.contracts.roster.SchoolDay;
import io.airclass.contracts.schedule.LessonChangeKind;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.PlaceCounter;
import io.airclass.rosterview.RosterView;
import io.airclass.schedule.access.AccessRules;
import io.airclass.schedule.access.AccessService;
import io.airclass.schedule.booking.Attempt;
import io.airclass.schedule.booking.AttemptService;
import io.airclass.schedule.broadcast.BroadcastService;
import io.airclass.schedule.change.ChangeRules.Proposal;
import io.airclass.schedule.change.ChangeRules.Standing;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.group.GroupService.Learners;
import io.airclass.schedule.lesson.LessonId;
import io.airclass.schedule.timetable.PlannedDayService;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Changes single lessons, and tells what became of one. */
@Service
class ChangeService {
    /** Changes of the same timetable that others make in between. */
    private static final int TURNS_MAX = 50;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(40);

    private final ChangeRepository changes;
    private final AttemptService attempts;
    private final PlannedDayService plans;
    private final GroupService groups;
    private final AccessService access;
    private final BroadcastService broadcasts;
    private final RosterView roster;
    private final PlaceCounter counter;
    private final Clock clock;
    private final ZoneId zone;

    ChangeService(
            ChangeRepository changes,
            AttemptService attempts,
            PlannedDayService plans,
            GroupService groups,
            AccessService access,
            BroadcastService broadcasts,
            RosterView roster,
            PlaceCounter counter,
            AirclassSettings settings,
            Clock clock) {
        this.changes = changes;
        this.attempts = attempts;
        this.plans = plans;
        this.groups = groups;
        this.access = access;
        this.broadcasts = broadcasts;
        this.roster = roster;
        this.counter = counter;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    /** What is asked about a lesson. */
    sealed interface Asked {
        record Cover(String teacherId) implements Asked {}

        record Cancel() implements Asked {}

        /**
         * @param start absent where the bells say it
         * @param room absent where it stays the same
         */
        record Move(
                LocalDate date, int period, Optional<LocalTime> start, Optional<LocalTime> end, Optional<String> room)
                implements Asked {}

        record Swap(LessonId with) implements Asked {}

        record Restore() implements Asked {}
    }

    /**
     * A lesson with its history.
     *
     * @param history the first change first; empty for whom it is not
     */
    record Known(LessonId id, Learners learners, Standing standing, List<Stored<LessonChange>> history) {}

    Mono<Known> read(Caller caller, LessonId id) {
        return groups.learners(id.holderId()).switchIfEmpty(notFound()).flatMap(learners -> standing(
                        learners, id, days(id))
                .filterWhen(standing -> sees(caller, learners, standing))
                .switchIfEmpty(notFound())
                .flatMap(standing -> AccessRules.mayReadTimetable(caller, learners.schoolClass())
                        ? changes.ofLesson(id.toString()).map(history -> new Known(id, learners, standing, history))
                        : Mono.just(new Known(id, learners, standing, List.of()))));
    }

    /** Makes a lesson so as asked; one that is so already stays as it is. */
    Mono<Known> change(Caller caller, LessonId id, Asked asked, String why) {
        return changeable(caller, id).then(turn(caller, id, asked, why, 1)).then(Mono.defer(() -> read(caller, id)));
    }

    /** The lesson of somebody who may change it. */
    Mono<Learners> changeable(Caller caller, LessonId id) {
        return seen(caller, id)
                .flatMap(learners -> AccessRules.mayChange(caller, learners.schoolClass())
                        ? Mono.just(learners)
                        : Refused.mono(Rejection.forbidden("forbidden")))
                .flatMap(learners -> learners.schoolClass().deleted()
                        ? Refused.mono(Rejection.conflict("group-closed"))
                        : Mono.just(learners));
    }

    /** How a lesson stands now. */
    Mono<Standing> standing(Learners learners, LessonId id) {
        return standing(learners, id, days(id));
    }

    /** Also who gives it for somebody else. */
    private Mono<Boolean> sees(Caller caller, Learners learners, Standing standing) {
        return standing.now().filter(now -> caller.is(now.slot().teacherId())).isPresent()
                ? Mono.just(true)
                : sees(caller, learners);
    }

    private Mono<Boolean> sees(Caller caller, Learners learners) {
        return access.sees(caller, learners.schoolClass())
                .flatMap(sees -> sees ? Mono.just(true) : broadcasts.sees(caller, learners.id()));
    }

    private Mono<Learners> seen(Caller caller, LessonId id) {
        return groups.learnersNow(id.holderId())
                .filterWhen(learners -> sees(caller, learners))
                .switchIfEmpty(notFound());
    }

    private static <T> Mono<T> notFound() {
        return Refused.mono(Rejection.notFound("lesson-not-found"));
    }

    private Mono<Optional<Stored<ChangedDays>>> days(LessonId id) {
        return changes.find(id.holderId(), SchoolDay.schoolYearOf(id.date()));
    }

    private Mono<Standing> standing(Learners learners, LessonId id, Mono<Optional<Stored<ChangedDays>>> days) {
        return plans.on(learners.schoolClass(), id.date()).zipWith(days).flatMap(found -> {
            var change = change(found.getT2(), id);
            // a day that became a holiday has no lessons planned any more, but what was changed about them stands
            return Mono.justOrEmpty(found.getT1()
                            .slot(id.period())
                            .or(() -> change.map(one -> one.planned().slot())))
                    .switchIfEmpty(notFound())
                    .map(slot -> Standing.of(id.date(), slot, change));
        });
    }

    private static Optional<DayChange> change(Optional<Stored<ChangedDays>> days, LessonId id) {
        return days.stream()
                .flatMap(found -> found.value().changes().stream())
                .filter(one -> one.isOf(id.date(), id.period()))
                .findFirst();
    }

    /** Waits for a change of the same timetable that is being made, then decides by who learns there when it has been made. */
    private Mono<Void> turn(Caller caller, LessonId id, Asked asked, String why, int turn) {
        return days(id).flatMap(found -> {
            var pending = found.map(Stored::value).map(ChangedDays::pending);
            if (pending.isPresent()) {
                return turn < TURNS_MAX
                        ? attempts.await(pending.get())
                                .onErrorResume(ChangeService::isAnswered, _ -> Mono.empty())
                                .then(Mono.delay(LOOK_AGAIN))
                                .then(Mono.defer(() -> turn(caller, id, asked, why, turn + 1)))
                        : Refused.mono(Rejection.conflict("lesson-changing"));
            }
            return changeable(caller, id).flatMap(learners -> standing(learners, id, Mono.just(found))
                    .flatMap(standing -> proposal(learners, standing, asked, found))
                    .flatMap(proposal -> switch (proposal) {
                        case Proposal.Nothing _ -> Mono.<Void>empty();
                        case Proposal.Told(Rejection rejection) -> Refused.<Void>mono(rejection);
                        case Proposal.Parts(List<LessonChange.Part> parts) ->
                            carryOut(caller, learners, id, kind(asked), parts, why, found)
                                    .onErrorResume(
                                            thrown -> isMoved(thrown) && turn < TURNS_MAX,
                                            _ -> turn(caller, id, asked, why, turn + 1));
                    }));
        });
    }

    /** It came to an end, whichever: only one that did not is passed on. */
    private static boolean isAnswered(Throwable thrown) {
        return thrown instanceof Refused refused && !refused.rejection().slug().equals("busy");
    }

    private static boolean isMoved(Throwable thrown) {
        return thrown instanceof Refused refused
                && (refused.rejection().slug().equals("stale-version")
                        || refused.rejection().slug().equals("lesson-changing"));
    }

    private static LessonChangeKind kind(Asked asked) {
        return switch (asked) {
            case Asked.Cover _ -> LessonChangeKind.COVERED;
            case Asked.Cancel _ -> LessonChangeKind.CANCELLED;
            case Asked.Move _ -> LessonChangeKind.MOVED;
            case Asked.Swap _ -> LessonChangeKind.SWAPPED;
            case Asked.Restore _ -> LessonChangeKind.RESTORED;
        };
    }

    private Mono<Proposal> proposal(
            Learners learners, Standing standing, Asked asked, Optional<Stored<ChangedDays>> days) {
        var now = clock.instant();
        return switch (asked) {
            case Asked.Cover(String teacherId) -> cover(learners, standing, teacherId);
            case Asked.Cancel _ -> Mono.just(ChangeRules.cancel(standing, now, zone));
            case Asked.Restore _ ->
                partner(learners, standing, days).map(partner -> ChangeRules.restore(standing, partner, now, zone));
            case Asked.Move move -> move(learners, standing, move, days);
            case Asked.Swap(LessonId with) ->
                with.holderId().equals(learners.id())
                                && SchoolDay.schoolYearOf(with.date()).equals(SchoolDay.schoolYearOf(standing.date()))
                                && !(with.date().equals(standing.date()) && with.period() == standing.period())
                        ? standing(learners, with, Mono.just(days))
                                .map(other -> ChangeRules.swap(standing, other, now, zone))
                                .flatMap(proposal -> lawful(learners, proposal, days))
                        : Mono.just(new Proposal.Told(Rejection.ruleBroken("swap-elsewhere")));
        };
    }

    /** The other lesson of the swap that was the last to change this one, if it is so still. */
    private Mono<Optional<Standing>> partner(Learners learners, Standing standing, Optional<Stored<ChangedDays>> days) {
        return days.stream()
                .flatMap(found -> found.value().changes().stream())
                .filter(other -> standing.change()
                        .filter(own -> own.kind() == LessonChangeKind.SWAPPED
                                && own.changeId().equals(other.changeId())
                                && !own.equals(other))
                        .isPresent())
                .findFirst()
                .map(other -> standing(
                                learners, new LessonId(learners.id(), other.date(), other.period()), Mono.just(days))
                        .map(Optional::of))
                .orElseGet(() -> Mono.just(Optional.empty()));
    }

    private Mono<Proposal> cover(Learners learners, Standing standing, String teacherId) {
        var schoolId = learners.schoolClass().schoolId();
        return roster.person(teacherId)
                .filter(person -> AccessRules.teachesAt(person, schoolId)
                        || learners.schoolClass().isTaughtBy(teacherId))
                .map(_ -> ChangeRules.cover(standing, teacherId, today()))
                .defaultIfEmpty(new Proposal.Told(Rejection.ruleBroken("cover-teacher-unknown")));
    }

    private Mono<Proposal> move(
            Learners learners, Standing standing, Asked.Move asked, Optional<Stored<ChangedDays>> days) {
        if (standing.now().isEmpty()) {
            return Mono.just(new Proposal.Told(Rejection.conflict("lesson-cancelled")));
        }
        if (!SchoolDay.schoolYearOf(asked.date()).equals(SchoolDay.schoolYearOf(standing.date()))) {
            return Mono.just(new Proposal.Told(
                    Rejection.ruleBroken("lesson-time-unfit").with("daysMax", ChangeRules.MOVE_DAYS_MAX)));
        }
        var schoolClass = learners.schoolClass();
        var lesson = standing.now().get();
        return roster.schoolDay(schoolClass.schoolWithin(), asked.date())
                .zipWith(plans.times(schoolClass, asked.date(), asked.period()))
                .flatMap(found -> {
                    var weekday = found.getT1().weekdayTimetable();
                    if (weekday == null) {
                        return Mono.just(new Proposal.Told(
                                Rejection.ruleBroken("day-without-school").with("date", asked.date())));
                    }
                    var start = asked.start().or(() -> found.getT2().map(times -> times.start()));
                    var end = asked.end().or(() -> found.getT2().map(times -> times.end()));
                    if (start.isEmpty() || end.isEmpty() || !start.get().isBefore(end.get())) {
                        return Mono.just(new Proposal.Told(
                                Rejection.ruleBroken("lesson-times-missing").with("period", asked.period())));
                    }
                    var to = ChangeRules.moved(
                            lesson,
                            asked.date(),
                            weekday,
                            asked.period(),
                            start.get(),
                            end.get(),
                            asked.room().orElse(lesson.slot().room()));
                    return lawful(learners, ChangeRules.move(standing, to, clock.instant(), zone), days);
                });
    }

    /** What the rules in force say of the days to which lessons are moved; of lessons over each other the claims say more. */
    private Mono<Proposal> lawful(Learners learners, Proposal proposal, Optional<Stored<ChangedDays>> days) {
        if (!(proposal instanceof Proposal.Parts(List<LessonChange.Part> parts))) {
            return Mono.just(proposal);
        }
        var standing = days.map(Stored::value).map(ChangedDays::changes).orElse(List.of());
        var dates = parts.stream().map(part -> part.after().date()).distinct().toList();
        return Flux.fromIterable(dates)
                .concatMap(date -> plans.on(learners.schoolClass(), date)
                        .map(plan -> ChangeRules.onDay(plan, standing, parts))
                        .filter(ChangeRules::followEachOther)
                        .flatMap(slots -> plans.refusal(learners, date, slots)))
                .concatMap(Mono::justOrEmpty)
                .next()
                .<Proposal>map(Proposal.Told::new)
                .defaultIfEmpty(proposal);
    }

    private Mono<Void> carryOut(
            Caller caller,
            Learners learners,
            LessonId id,
            LessonChangeKind kind,
            List<LessonChange.Part> parts,
            String why,
            Optional<Stored<ChangedDays>> found) {
        long version = found.map(Stored::version).orElse(0L);
        int number = found.map(Stored::value).map(ChangedDays::number).orElse(0) + 1;
        var schoolYear = SchoolDay.schoolYearOf(id.date());
        var changeId = ChangeAttempts.PREFIX
                + Ids.from("change", learners.id(), schoolYear, version + "", kind.name(), parts.toString());
        var change = new LessonChange(
                learners.id(),
                schoolYear,
                kind,
                parts.stream()
                        .map(part -> new LessonId(learners.id(), part.date(), part.period()).toString())
                        .toList(),
                parts,
                why,
                caller.personId(),
                clock.instant(),
                null);
        var schoolClass = learners.schoolClass();
        return changes.keep(changeId, change)
                .then(Mono.defer(() -> attempts.carryOut(
                        changeId,
                        new Attempt.Asked(
                                schoolClass.schoolId(),
                                schoolClass.schoolWithin(),
                                List.of(new Attempt.Part(learners.id(), version, number)),
                                caller.personId(),
                                clock.instant(),
                                null))))
                .then(Mono.defer(() -> counter.count("airclass.lesson.changed", schoolClass, parts.size())));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
