package io.airclass.schedule.timetable;

import io.airclass.contracts.roster.SchoolDay;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.PlaceCounter;
import io.airclass.schedule.booking.Attempt.Asked;
import io.airclass.schedule.booking.Attempt.Part;
import io.airclass.schedule.booking.AttemptSteps;
import io.airclass.schedule.booking.Booking;
import io.airclass.schedule.booking.ResourceKey;
import io.airclass.schedule.booking.Wish;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.group.GroupService.Learners;
import io.airclass.schedule.timetable.BookingPlanRules.Laid;
import io.airclass.schedule.timetable.Timetable.Publishing;
import io.airclass.schedule.timetable.Timetable.Waiting;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Publications: the drafts are given to one, and become versions when it is true. */
@Service
class PublicationService implements AttemptSteps {
    private static final String PREFIX = "publication-";

    private final TimetableRepository timetables;
    private final VersionRepository versions;
    private final GroupService groups;
    private final WeekService weeks;
    private final ChangedLessons changed;
    private final PlaceCounter counter;
    private final Clock clock;
    private final ZoneId zone;

    PublicationService(
            TimetableRepository timetables,
            VersionRepository versions,
            GroupService groups,
            WeekService weeks,
            ChangedLessons changed,
            PlaceCounter counter,
            AirclassSettings settings,
            Clock clock) {
        this.timetables = timetables;
        this.versions = versions;
        this.groups = groups;
        this.weeks = weeks;
        this.changed = changed;
        this.counter = counter;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    /** The one publication of these drafts as they are: who asks at the same time, or again, asks for the same. */
    static String idOf(List<Part> parts) {
        return PREFIX + Ids.from("publication", parts.toString());
    }

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public Mono<Wish> begin(String id, Asked asked) {
        return Flux.fromIterable(asked.parts())
                .concatMap(part -> timetables.change(
                        part.holderId(),
                        current -> TimetableRules.lock(current.value(), current.version() == part.version(), id)))
                .collectList()
                .flatMap(locked ->
                        keepContents(locked).then(allFit(locked)).then(Mono.defer(() -> wish(id, asked, locked))));
    }

    /** Whom nobody knows any more nobody can book; and lessons that are changed meanwhile are seen here, or see the publication. */
    private Mono<Void> allFit(List<Stored<Timetable>> locked) {
        return Flux.fromIterable(locked)
                .concatMap(each -> weeks.learnersNow(each.id())
                        .switchIfEmpty(Refused.mono(Rejection.conflict("class-not-found")))
                        .flatMap(PublicationService::whileOpen)
                        .flatMap(learners ->
                                contradiction(learners, each.value().versions(), ((Waiting) each.value()).draft())))
                .concatMap(
                        contradiction -> contradiction.map(Refused::<Void>mono).orElseGet(Mono::empty))
                .then();
    }

    private static Mono<Learners> whileOpen(Learners learners) {
        return learners.schoolClass().deleted()
                ? Refused.mono(Rejection.conflict("group-closed"))
                : Mono.just(learners);
    }

    /** Why single lessons that were changed stand in the way of a draft. */
    Mono<Optional<Rejection>> contradiction(Learners learners, List<VersionHead> heads, Week draft) {
        var schoolYear = SchoolDay.schoolYearOf(draft.effectiveFrom());
        return changed.of(learners.id(), schoolYear)
                .flatMap(found -> !found.changing() && found.lessons().isEmpty()
                        ? Mono.just(Optional.<Rejection>empty())
                        : weeks.days(learners, schoolYear)
                                .zipWith(
                                        contents(heads, found),
                                        (days, contents) -> TimetableRules.contradiction(
                                                draft, heads, contents, found, days, today())));
    }

    /** Of the versions that hold on the days of changed lessons. */
    private Mono<Map<String, List<Slot>>> contents(List<VersionHead> heads, ChangedLessons.Found found) {
        return versions.findAll(found.lessons().stream()
                        .flatMap(changed -> TimetableRules.on(changed.date(), heads).stream())
                        .map(VersionHead::versionId)
                        .distinct()
                        .toList())
                .collectMap(TimetableVersion::id, TimetableVersion::slots);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    Mono<Void> keepContents(List<Stored<Timetable>> locked) {
        return Flux.fromIterable(locked)
                .concatMap(each -> versions.keep(TimetableRules.version(each.id(), (Waiting) each.value())))
                .then();
    }

    @Override
    public Mono<Wish> complete(String id, Asked asked, Instant committedAt) {
        return parts(asked).collectList().flatMap(before -> wish(id, asked, before)
                .flatMap(wish -> Flux.fromIterable(before)
                        .concatMap(each -> complete(each, id, asked, committedAt))
                        .then(Mono.just(wish))));
    }

    private Flux<Stored<Timetable>> parts(Asked asked) {
        return timetables.findAll(asked.parts().stream().map(Part::holderId).toList());
    }

    private Mono<Void> complete(Stored<Timetable> timetable, String id, Asked asked, Instant committedAt) {
        return timetables
                .change(
                        timetable.id(),
                        current -> TimetableRules.complete(current.id(), current.value(), id, asked, committedAt))
                .filter(after -> after.version() != timetable.version())
                .flatMap(_ -> groups.learners(timetable.id()))
                .flatMap(learners -> counter.count("airclass.timetable.published", learners.schoolClass(), 1)
                        .then(
                                asked.emergencyReason() == null
                                        ? Mono.empty()
                                        : counter.count(
                                                "airclass.timetable.notice.breached", learners.schoolClass(), 1)));
    }

    private Flux<Stored<Timetable>> givenTo(String id, Asked asked) {
        return parts(asked)
                .filter(each -> each.value() instanceof Publishing publishing
                        && publishing.publicationId().equals(id));
    }

    @Override
    public Mono<Wish> claimed(String id, Asked asked) {
        return givenTo(id, asked).collectList().flatMap(locked -> wish(id, asked, locked));
    }

    @Override
    public Mono<Void> undo(String id, Asked asked) {
        return givenTo(id, asked)
                .concatMap(each -> timetables.change(each.id(), current -> TimetableRules.unlock(current.value(), id)))
                .then();
    }

    /** What timetables that are given to a publication, or were completed by it, want in the school years of their newest versions. */
    Mono<Wish> wish(String id, Asked asked, List<Stored<Timetable>> some) {
        var numbers = asked.parts().stream().collect(Collectors.toMap(Part::holderId, Part::number));
        return Flux.fromIterable(some)
                .concatMap(each -> bookings(id, asked, each, numbers.get(each.id())))
                .collectList()
                .zipWith(
                        groups.sharing(some.stream().map(Stored::id).toList()),
                        (all, sharing) -> new Wish(id, numbers, Map.of(), Set.of(), merged(all), Map.of(), sharing));
    }

    /** Of the versions up to the one with this number; later ones are not this publication's. */
    private Mono<Map<ResourceKey, List<Booking>>> bookings(
            String id, Asked asked, Stored<Timetable> timetable, int number) {
        return weeks.learnersNow(timetable.id()).flatMap(learners -> {
            var laid = new ArrayList<Laid>();
            var heads = new ArrayList<>(timetable.value().versions().stream()
                    .filter(head -> head.number() <= number)
                    .toList());
            if (timetable.value() instanceof Publishing publishing
                    && publishing.publicationId().equals(id)) {
                var head = TimetableRules.head(timetable.id(), publishing, asked, clock.instant());
                heads.add(head);
                laid.add(new Laid(head, publishing.draft().slots()));
            }
            if (heads.isEmpty()) {
                return Mono.empty();
            }
            var schoolYear = SchoolDay.schoolYearOf(heads.getLast().effectiveFrom());
            var older = heads.stream()
                    .filter(head -> laid.stream().noneMatch(one -> one.head().equals(head)))
                    .filter(head -> SchoolDay.schoolYearOf(head.effectiveFrom()).equals(schoolYear))
                    .toList();
            return versions.findAll(older.stream().map(VersionHead::versionId).toList())
                    .collectMap(TimetableVersion::id, TimetableVersion::slots)
                    .zipWith(weeks.days(learners, schoolYear), (contents, days) -> {
                        older.forEach(head -> laid.add(new Laid(head, contents.get(head.versionId()))));
                        return BookingPlanRules.bookings(learners, id, schoolYear, laid, days);
                    });
        });
    }

    private static Map<ResourceKey, List<Booking>> merged(List<Map<ResourceKey, List<Booking>>> all) {
        var merged = new HashMap<ResourceKey, List<Booking>>();
        all.forEach(one -> one.forEach((key, some) ->
                merged.computeIfAbsent(key, _ -> new ArrayList<>()).addAll(some)));
        return merged;
    }
}
