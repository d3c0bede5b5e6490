package io.airclass.schedule.timetable;

import io.airclass.contracts.roster.SchoolDay;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.rosterview.PlaceCounter;
import io.airclass.schedule.booking.Booking;
import io.airclass.schedule.booking.BookingService;
import io.airclass.schedule.booking.Clash;
import io.airclass.schedule.booking.ResourceKey;
import io.airclass.schedule.booking.Wish;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.timetable.BookingPlanRules.Laid;
import io.airclass.schedule.timetable.Publication.Asked;
import io.airclass.schedule.timetable.Publication.Claiming;
import io.airclass.schedule.timetable.Publication.Committed;
import io.airclass.schedule.timetable.Publication.Done;
import io.airclass.schedule.timetable.Publication.Failed;
import io.airclass.schedule.timetable.Publication.Failing;
import io.airclass.schedule.timetable.Publication.Part;
import io.airclass.schedule.timetable.Timetable.Publishing;
import io.airclass.schedule.timetable.Timetable.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Makes publications true, or undoes them. In this order, each step repeatable by any replica: the drafts are given to the publication;
 * everything they need is claimed; the publication is committed, which is when it is true; the timetables get their versions, with the
 * events; the claims are kept. A clash, or a draft that is another by now, fails it before the commit: claims and drafts are given back.
 */
@Service
class PublicationService {
    private static final Logger log = LoggerFactory.getLogger(PublicationService.class);
    static final String PREFIX = "publication-";
    /** After which another replica takes on what one has begun. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    /** Ten seconds for the one who asks. */
    private static final int LOOKS_MAX = 200;

    private static final int SWEEP_MAX = 20;

    private final PublicationRepository publications;
    private final TimetableRepository timetables;
    private final VersionRepository versions;
    private final BookingService bookings;
    private final GroupService groups;
    private final WeekService weeks;
    private final PlaceCounter counter;
    private final Clock clock;

    PublicationService(
            PublicationRepository publications,
            TimetableRepository timetables,
            VersionRepository versions,
            BookingService bookings,
            GroupService groups,
            WeekService weeks,
            PlaceCounter counter,
            Clock clock) {
        this.publications = publications;
        this.timetables = timetables;
        this.versions = versions;
        this.bookings = bookings;
        this.groups = groups;
        this.weeks = weeks;
        this.counter = counter;
        this.clock = clock;
    }

    /** The one publication of these drafts as they are: who asks at the same time, or again, asks for the same. */
    static String idOf(List<Part> parts) {
        return PREFIX + Ids.from("publication", parts.toString());
    }

    /** Carries a publication out and completes when it is true; refused with its refusal when it failed. */
    Mono<Void> publish(Asked asked) {
        var id = idOf(asked.parts());
        return publications
                .create(id, new Claiming(asked, leaseEnd()))
                .flatMap(this::carryOn)
                .onErrorResume(PublicationService::isRunning, _ -> await(id, 1))
                .flatMap(PublicationService::result);
    }

    /** Waits for the end of a publication that somebody else carries out. */
    Mono<Void> await(String id) {
        return await(id, 1).flatMap(PublicationService::result);
    }

    Mono<Stored<Publication>> find(String id) {
        return publications.find(id);
    }

    private static boolean isRunning(Throwable thrown) {
        return thrown instanceof VersionMoved
                || thrown instanceof Refused refused
                        && refused.rejection().slug().equals("already-exists");
    }

    private Mono<Publication> await(String id, int look) {
        return publications.find(id).map(Stored::value).flatMap(found -> switch (found) {
            case Done _, Failed _, Committed _ -> Mono.just(found);
            case Claiming _, Failing _ ->
                look < LOOKS_MAX
                        ? Mono.delay(LOOK_AGAIN).then(Mono.defer(() -> await(id, look + 1)))
                        : Refused.mono(Rejection.conflict("busy"));
        });
    }

    private static Mono<Void> result(Publication ended) {
        return switch (ended) {
            case Failed failed -> Refused.mono(refusal(failed.slug(), failed.clashes()));
            case Failing failing -> Refused.mono(refusal(failing.slug(), failing.clashes()));
            case Claiming _, Committed _, Done _ -> Mono.empty();
        };
    }

    private static Rejection refusal(String slug, List<Clash> clashes) {
        return switch (slug) {
            case "timetable-clash" -> TimetableRules.taken(clashes);
            case "stale-version" -> Rejection.stale(slug);
            default -> Rejection.conflict(slug);
        };
    }

    @Scheduled(fixedDelayString = "PT1S")
    Mono<Void> sweep() {
        return Mono.defer(() -> publications
                        .due(clock.instant(), SWEEP_MAX)
                        .concatMap(found -> takeOn(found).onErrorResume(thrown -> {
                            log.warn("{} stopped and will be taken on again after its lease", found.id(), thrown);
                            return Mono.empty();
                        }))
                        .then())
                .onErrorResume(thrown -> {
                    log.warn("Publications that are due were not found", thrown);
                    return Mono.empty();
                });
    }

    private Mono<Publication> takeOn(Stored<Publication> found) {
        var leased =
                switch (found.value()) {
                    case Claiming(Asked asked, long _) -> new Claiming(asked, leaseEnd());
                    case Committed(Asked asked, var at, long _) -> new Committed(asked, at, leaseEnd());
                    case Failing(Asked asked, String slug, List<Clash> clashes, long _) ->
                        new Failing(asked, slug, clashes, leaseEnd());
                    case Done done -> done;
                    case Failed failed -> failed;
                };
        return publications
                .save(found, leased)
                .flatMap(this::carryOn)
                .onErrorResume(VersionMoved.class, _ -> Mono.empty());
    }

    private long leaseEnd() {
        return clock.instant().plus(LEASE).toEpochMilli();
    }

    private Mono<Publication> carryOn(Stored<Publication> mine) {
        return switch (mine.value()) {
            case Claiming claiming -> claim(mine, claiming.asked());
            case Committed committed -> complete(mine, committed);
            case Failing failing -> giveBack(mine, failing);
            case Done done -> Mono.just(done);
            case Failed failed -> Mono.just(failed);
        };
    }

    private Mono<Publication> claim(Stored<Publication> mine, Asked asked) {
        return Flux.fromIterable(asked.parts())
                .concatMap(part -> timetables.change(
                        part.holderId(),
                        current ->
                                TimetableRules.lock(current.value(), current.version() == part.version(), mine.id())))
                .collectList()
                .flatMap(locked -> keepContents(locked)
                        .then(allKnown(locked))
                        .then(wish(mine.id(), asked, locked))
                        .flatMap(wish -> bookings.claim(wish)
                                .flatMap(clashes -> clashes.isEmpty()
                                        ? commit(mine, asked)
                                        : bookings.check(wish)
                                                .flatMap(all -> fail(
                                                        mine,
                                                        asked,
                                                        "timetable-clash",
                                                        all.isEmpty() ? clashes : all)))))
                .onErrorResume(
                        Refused.class,
                        refused -> fail(mine, asked, refused.rejection().slug(), List.of()));
    }

    /** Whom nobody knows any more nobody can book. */
    private Mono<Void> allKnown(List<Stored<Timetable>> locked) {
        return Flux.fromIterable(locked)
                .concatMap(each ->
                        weeks.learners(each.id()).switchIfEmpty(Refused.mono(Rejection.conflict("class-not-found"))))
                .then();
    }

    Mono<Void> keepContents(List<Stored<Timetable>> locked) {
        return Flux.fromIterable(locked)
                .concatMap(each -> versions.keep(TimetableRules.version(each.id(), (Waiting) each.value())))
                .then();
    }

    private Mono<Publication> commit(Stored<Publication> mine, Asked asked) {
        var committed = new Committed(asked, clock.instant(), leaseEnd());
        return publications.save(mine, committed).flatMap(saved -> complete(saved, committed));
    }

    private Mono<Publication> complete(Stored<Publication> mine, Committed committed) {
        var asked = committed.asked();
        var holders = asked.parts().stream().map(Part::holderId).toList();
        return timetables
                .findAll(holders)
                .collectList()
                .flatMap(before -> wish(mine.id(), asked, before)
                        .flatMap(wish -> Flux.fromIterable(before)
                                .concatMap(each -> complete(each, mine.id(), committed))
                                .then(bookings.keep(wish)))
                        .then(publications.save(mine, new Done(asked, committed.publishedAt()))))
                .map(Stored::value);
    }

    private Mono<Void> complete(Stored<Timetable> timetable, String id, Committed committed) {
        return timetables
                .change(
                        timetable.id(),
                        current -> TimetableRules.complete(
                                current.id(), current.value(), id, committed.asked(), committed.publishedAt()))
                .filter(after -> after.version() != timetable.version())
                .flatMap(_ -> groups.learners(timetable.id()))
                .flatMap(learners -> counter.count("airclass.timetable.published", learners.schoolClass(), 1)
                        .then(
                                committed.asked().emergencyReason() == null
                                        ? Mono.empty()
                                        : counter.count(
                                                "airclass.timetable.notice.breached", learners.schoolClass(), 1)));
    }

    private Mono<Publication> fail(Stored<Publication> mine, Asked asked, String slug, List<Clash> clashes) {
        var failing = new Failing(asked, slug, clashes, leaseEnd());
        return publications.save(mine, failing).flatMap(saved -> giveBack(saved, failing));
    }

    private Mono<Publication> giveBack(Stored<Publication> mine, Failing failing) {
        var holders = failing.asked().parts().stream().map(Part::holderId).toList();
        return timetables
                .findAll(holders)
                .filter(each -> each.value() instanceof Publishing publishing
                        && publishing.publicationId().equals(mine.id()))
                .collectList()
                .flatMap(locked -> wish(mine.id(), failing.asked(), locked)
                        .flatMap(bookings::giveBack)
                        .thenMany(Flux.fromIterable(locked))
                        .concatMap(each -> timetables.change(
                                each.id(), current -> TimetableRules.unlock(current.value(), mine.id())))
                        .then(publications.save(
                                mine, new Failed(failing.asked(), failing.slug(), failing.clashes(), clock.instant()))))
                .map(Stored::value);
    }

    /** What timetables that are given to a publication, or were completed by it, want in the school years of their newest versions. */
    Mono<Wish> wish(String id, Asked asked, List<Stored<Timetable>> some) {
        var numbers = asked.parts().stream().collect(Collectors.toMap(Part::holderId, Part::number));
        return Flux.fromIterable(some)
                .concatMap(each -> bookings(id, asked, each, numbers.get(each.id())))
                .collectList()
                .zipWith(
                        groups.sharing(some.stream().map(Stored::id).toList()),
                        (all, sharing) -> new Wish(id, numbers, merged(all), Map.of(), sharing));
    }

    /** Of the versions up to the one with this number; later ones are not this publication's. */
    private Mono<Map<ResourceKey, List<Booking>>> bookings(
            String id, Asked asked, Stored<Timetable> timetable, int number) {
        return weeks.learners(timetable.id()).flatMap(learners -> {
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
