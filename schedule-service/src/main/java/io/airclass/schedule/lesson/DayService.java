package io.airclass.schedule.lesson;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.airclass.contracts.roster.SchoolDay;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.change.ChangeRepository;
import io.airclass.schedule.change.DayChange;
import io.airclass.schedule.timetable.TimetableRepository;
import io.airclass.schedule.timetable.TimetableRules;
import io.airclass.schedule.timetable.VersionHead;
import io.airclass.schedule.timetable.VersionRepository;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a class or group has on some days, as its timetable and the changes of its lessons say; from memory. Who may see it is not asked here. */
@Service
public class DayService {
    /** Days of a class or group in memory, about 2 KB each: today of all classes of a region and more. */
    private static final int HELD_MAX = 10_000;

    private final TimetableRepository timetables;
    private final VersionRepository versions;
    private final ChangeRepository changes;
    private final RosterView roster;
    private final ZoneId zone;
    private final Cache<Planned, List<Lesson>> held =
            Caffeine.newBuilder().maximumSize(HELD_MAX).build();

    /**
     * All that a planned day depends on; a version never changes, so that what was made of it once is right for ever.
     *
     * @param weekday whose timetable is held; absent on a holiday
     * @param week of the term; absent outside any
     */
    private record Planned(String versionId, String holderName, LocalDate date, DayOfWeek weekday, Integer week) {}

    DayService(
            TimetableRepository timetables,
            VersionRepository versions,
            ChangeRepository changes,
            RosterView roster,
            AirclassSettings settings) {
        this.timetables = timetables;
        this.versions = versions;
        this.changes = changes;
        this.roster = roster;
        this.zone = settings.timeZone();
    }

    /** From one day to another, both inclusive; those that do not take place among them. */
    public Mono<List<Lesson>> lessons(SchoolClass holder, LocalDate first, LocalDate last) {
        return timetables
                .versionsOf(holder.id())
                .flatMap(heads -> planned(holder, heads, first, last))
                .zipWith(
                        changes(holder, first, last),
                        (planned, changed) -> LessonRules.held(planned, changed, holder, first, last, zone));
    }

    /** The lesson of that id, wherever it was moved; empty where no timetable has it. */
    public Mono<Lesson> lesson(SchoolClass holder, LessonId id) {
        return changes(holder, id.date(), id.date())
                .flatMapIterable(changed -> changed)
                .filter(change -> change.isOf(id.date(), id.period()) && change.now() != null)
                .next()
                .map(change -> change.now().date())
                .defaultIfEmpty(id.date())
                .flatMap(day -> lessons(holder, day, day))
                .flatMapIterable(lessons -> lessons)
                .filter(lesson -> lesson.id().equals(id.toString()))
                .next();
    }

    private Mono<List<Lesson>> planned(SchoolClass holder, List<VersionHead> heads, LocalDate first, LocalDate last) {
        return first.equals(last)
                ? planned(holder, heads, first)
                : Flux.fromStream(first.datesUntil(last.plusDays(1)))
                        .concatMap(day -> planned(holder, heads, day))
                        .concatMapIterable(lessons -> lessons)
                        .collectList();
    }

    private Mono<List<Lesson>> planned(SchoolClass holder, List<VersionHead> heads, LocalDate day) {
        return TimetableRules.on(day, heads)
                .map(head -> roster.schoolDay(holder.schoolWithin(), day)
                        .flatMap(schoolDay -> planned(holder, head.versionId(), schoolDay))
                        .defaultIfEmpty(List.of()))
                .orElseGet(() -> Mono.just(List.of()));
    }

    private Mono<List<Lesson>> planned(SchoolClass holder, String versionId, SchoolDay day) {
        var of = new Planned(
                versionId,
                holder.name(),
                day.date(),
                day.weekdayTimetable(),
                day.weekNumber().orElse(null));
        var known = held.getIfPresent(of);
        return known != null
                ? Mono.just(known)
                : versions.findAll(List.of(versionId))
                        .next()
                        .map(version -> LessonRules.on(day, version, holder.name(), zone))
                        .doOnNext(lessons -> held.put(of, lessons));
    }

    /** What the timetable has for a day without what was changed about single lessons; read now, not from memory. */
    public Mono<List<Lesson>> asPlanned(SchoolClass holder, LocalDate day) {
        return timetables
                .versionsOf(List.of(holder.id()))
                .flatMap(heads -> planned(holder, heads.getOrDefault(holder.id(), List.of()), day, day));
    }

    /** In whose timetables somebody gives lessons in these days: by a version, or by a change of one. */
    Mono<List<String>> holdersOf(String teacherId, LocalDate first, LocalDate last) {
        return versions.classesTaughtBy(teacherId, last)
                .zipWith(changes.holdersOf(teacherId, schoolYears(first, last)), (taught, covered) -> Stream.concat(
                                taught.stream(), covered.stream())
                        .distinct()
                        .toList());
    }

    private static List<String> schoolYears(LocalDate first, LocalDate last) {
        return Stream.of(first, last).map(SchoolDay::schoolYearOf).distinct().toList();
    }

    /** What is changed in the school years of these days. */
    Mono<List<DayChange>> changes(SchoolClass holder, LocalDate first, LocalDate last) {
        var schoolYears = schoolYears(first, last);
        return schoolYears.size() == 1
                ? changes.held(holder.id(), schoolYears.getFirst())
                : Flux.fromIterable(schoolYears)
                        .concatMap(year -> changes.held(holder.id(), year))
                        .concatMapIterable(found -> found)
                        .collectList();
    }
}
