package io.airclass.schedule.feed;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.group.GroupService.Learners;
import io.airclass.schedule.lesson.CalendarEntry;
import io.airclass.schedule.lesson.CalendarService;
import io.airclass.schedule.lesson.RoomId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Makes, revokes and reads calendar addresses. */
@Service
class FeedService {
    /** More than one person has had, the revoked ones included. */
    private static final int OF_OWNER_MAX = 200;

    private static final Rejection UNKNOWN = Rejection.notFound("feed-not-found");

    private final FeedRepository feeds;
    private final CalendarService calendars;
    private final GroupService groups;
    private final RosterView roster;
    private final Clock clock;
    private final ZoneId zone;

    FeedService(
            FeedRepository feeds,
            CalendarService calendars,
            GroupService groups,
            RosterView roster,
            AirclassSettings settings,
            Clock clock) {
        this.feeds = feeds;
        this.calendars = calendars;
        this.groups = groups;
        this.roster = roster;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    /** A new address; one that the caller had for the same gives nothing any more. */
    Mono<Stored<Feed>> set(Caller caller, Feed.Kind kind, String subjectId, String secret) {
        var id = idOf(caller, kind, subjectId);
        var feed = new Feed(caller.personId(), kind, subjectId, clock.instant(), hash(secret));
        return name(feed)
                .switchIfEmpty(Refused.mono(Rejection.notFound("feed-subject-not-found")))
                .then(of(caller))
                .flatMap(have ->
                        have.stream().filter(one -> !one.id().equals(id)).count() >= FeedRules.FEEDS_MAX
                                ? Refused.mono(Rejection.conflict("feeds-full").with("max", FeedRules.FEEDS_MAX))
                                : feeds.set(id, feed));
    }

    /** The addresses that are good. */
    Mono<List<Stored<Feed>>> of(Caller caller) {
        return feeds.of(caller.personId(), OF_OWNER_MAX)
                .filter(one -> one.value().secretHash() != null)
                .collectList();
    }

    /** Then the address gives nothing any more; once more changes nothing. */
    Mono<Void> revoke(Caller caller, Feed.Kind kind, String subjectId) {
        var id = idOf(caller, kind, subjectId);
        return feeds.find(id)
                .switchIfEmpty(Refused.mono(UNKNOWN))
                .map(Stored::value)
                .filter(feed -> feed.secretHash() != null)
                .flatMap(feed ->
                        feeds.set(id, new Feed(feed.ownerId(), feed.kind(), feed.subjectId(), feed.createdAt(), null)))
                .then();
    }

    /** What a calendar is called, and its lessons. */
    record Calendar(String name, List<CalendarEntry> entries) {}

    /** The calendar behind a secret, while its owner may see it; of what is in memory, but for the address and who may. */
    Mono<Calendar> read(String secret) {
        return feeds.bySecret(hash(secret))
                .map(Stored::value)
                .flatMap(feed -> name(feed).zipWith(entries(feed), Calendar::new))
                .switchIfEmpty(Refused.mono(UNKNOWN));
    }

    private static String idOf(Caller caller, Feed.Kind kind, String subjectId) {
        return Ids.from("feed", caller.personId(), kind.name(), subjectId);
    }

    private static String hash(String secret) {
        return Ids.sha256Hex(secret.getBytes(StandardCharsets.UTF_8));
    }

    /** What the calendar is called; empty where its owner may not have it, or is there no more. */
    private Mono<String> name(Feed feed) {
        var ownerId = feed.ownerId();
        return roster.person(ownerId)
                .filter(owner -> !Boolean.TRUE.equals(owner.disabled()))
                .flatMap(owner -> switch (feed.kind()) {
                    case STUDENT ->
                        roster.person(feed.subjectId())
                                .filter(student -> FeedRules.mayHaveOfStudent(ownerId, student))
                                .map(_ -> "课程表");
                    case TEACHER ->
                        Mono.just(owner)
                                .filter(_ -> owner.id().equals(feed.subjectId())
                                        && FeedRules.mayHaveOfTeacher(ownerId, owner))
                                .map(_ -> "授课表");
                    case CLASS ->
                        groups.learners(feed.subjectId())
                                .map(Learners::schoolClass)
                                .filterWhen(found -> mayHave(ownerId, found))
                                .map(SchoolClass::name);
                    case ROOM ->
                        Mono.justOrEmpty(RoomId.parse(feed.subjectId()))
                                .filter(room -> FeedRules.mayHaveOfRoom(owner, room.schoolId()))
                                .map(RoomId::name);
                });
    }

    private Mono<Boolean> mayHave(String ownerId, SchoolClass found) {
        return roster.childrenOf(ownerId)
                .defaultIfEmpty(List.of())
                .map(children -> FeedRules.mayHaveOfClass(ownerId, found, children));
    }

    private Mono<List<CalendarEntry>> entries(Feed feed) {
        var today = LocalDate.ofInstant(clock.instant(), zone);
        var first = today.minusDays(FeedRules.DAYS_BACK);
        var last = today.plusDays(FeedRules.DAYS_AHEAD);
        return switch (feed.kind()) {
            case STUDENT ->
                roster.person(feed.subjectId())
                        .flatMap(student -> groups.idsOf(student)
                                .map(more -> Stream.concat(student.classIds().stream(), more.stream())
                                        .toList()))
                        .flatMap(ids -> calendars.of(ids, first, last))
                        .map(FeedRules::ofOne);
            case TEACHER -> calendars.ofTeacher(feed.subjectId(), first, last);
            case CLASS -> calendars.of(List.of(feed.subjectId()), first, last);
            case ROOM ->
                Mono.justOrEmpty(RoomId.parse(feed.subjectId()))
                        .flatMap(room -> calendars.ofRoom(room.schoolId(), room.name(), first, last));
        };
    }
}
