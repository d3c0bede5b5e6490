package io.airclass.schedule.catalogue;

import io.airclass.contracts.Stage;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.catalogue.Resource.Approved;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Which programmes are lessons of a class on a day. */
final class TvLessonRules {
    /** Of a class on a day, the earliest first. */
    static final int DAY_MAX = 20;

    private static final int WEEK_DAYS = 7;

    private TvLessonRules() {}

    /** Empty where a resource is not on television, or not found good. */
    static Optional<TvLesson> lesson(Stored<Resource> stored) {
        var item = stored.value().item();
        return item.source() instanceof Source.Broadcast broadcast && stored.value() instanceof Approved approved
                ? Optional.of(new TvLesson(
                        stored.id(),
                        stored.version(),
                        approved.origin().orgId(),
                        item.subject(),
                        item.title(),
                        item.grades(),
                        broadcast.channel(),
                        broadcast.startsAt(),
                        broadcast.endsAt(),
                        approved.reviewedAt()))
                : Optional.empty();
    }

    /** What a resource is found by: who announces it, for which stage, in which week; null where it is not on television. */
    static String airing(Item item, Origin origin) {
        return item.source() instanceof Source.Broadcast broadcast
                ? airing(origin.orgId(), item.stage(), week(broadcast.startsAt()))
                : null;
    }

    private static String airing(String orgId, Stage stage, long week) {
        return airings(orgId, stage) + week;
    }

    /** How all of an organisation and stage begin. */
    static String airings(String orgId, Stage stage) {
        return orgId + "/" + stage + "/";
    }

    /** All under which there may be something in these days, both inclusive. */
    static List<String> airings(Collection<String> orgIds, Stage stage, LocalDate first, LocalDate last, ZoneId zone) {
        long from = week(first.atStartOfDay(zone).toInstant());
        long until = week(last.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1));
        return orgIds.stream()
                .flatMap(orgId -> LongStream.rangeClosed(from, until).mapToObj(week -> airing(orgId, stage, week)))
                .toList();
    }

    /** Weeks since 1970 in UTC. */
    private static long week(Instant at) {
        return Math.floorDiv(LocalDate.ofInstant(at, ZoneOffset.UTC).toEpochDay(), WEEK_DAYS);
    }

    /**
     * Of a grade in some days, both inclusive, by time, at most {@link #DAY_MAX} a day; what two organisations announce for the same channel and
     * time is one.
     */
    static List<TvLesson> ofDays(Collection<TvLesson> all, int grade, LocalDate first, LocalDate last, ZoneId zone) {
        var from = first.atStartOfDay(zone).toInstant();
        var until = last.plusDays(1).atStartOfDay(zone).toInstant();
        var once = new LinkedHashMap<String, TvLesson>();
        all.stream()
                .filter(lesson -> lesson.isFor(grade)
                        && !lesson.startsAt().isBefore(from)
                        && lesson.startsAt().isBefore(until))
                .sorted(Comparator.comparing(TvLesson::startsAt)
                        .thenComparing(TvLesson::channel)
                        .thenComparing(TvLesson::id))
                .forEach(lesson -> once.putIfAbsent(lesson.startsAt() + lesson.channel(), lesson));
        var ofDay = new HashMap<LocalDate, Integer>();
        return once.values().stream()
                .filter(lesson -> ofDay.merge(LocalDate.ofInstant(lesson.startsAt(), zone), 1, Integer::sum) <= DAY_MAX)
                .toList();
    }
}
