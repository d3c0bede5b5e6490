package io.airclass.schedule.lesson;

import io.airclass.contracts.roster.SchoolDay;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.booking.BookingService;
import io.airclass.schedule.broadcast.ReachService;
import io.airclass.schedule.broadcast.Received;
import io.airclass.schedule.change.DayChange;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.timetable.TimetableRepository;
import io.airclass.schedule.timetable.TimetableRules;
import io.airclass.schedule.timetable.TimetableVersion;
import io.airclass.schedule.timetable.VersionHead;
import io.airclass.schedule.timetable.VersionRepository;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The lessons of some weeks with what has been cancelled in them, for calendars that others keep. Who may see them is not asked here. */
@Service
public class CalendarService {
    private static final Comparator<CalendarEntry> IN_TIME = Comparator.comparing(
                    (CalendarEntry entry) -> entry.lesson().startsAt())
            .thenComparing(entry -> entry.lesson().id());

    private final DayService days;
    private final TelevisedService televised;
    private final TimetableRepository timetables;
    private final VersionRepository versions;
    private final GroupService groups;
    private final ReachService reach;
    private final BookingService bookings;
    private final RosterView roster;
    private final ZoneId zone;

    CalendarService(
            DayService days,
            TelevisedService televised,
            TimetableRepository timetables,
            VersionRepository versions,
            GroupService groups,
            ReachService reach,
            BookingService bookings,
            RosterView roster,
            AirclassSettings settings) {
        this.days = days;
        this.televised = televised;
        this.timetables = timetables;
        this.versions = versions;
        this.groups = groups;
        this.reach = reach;
        this.bookings = bookings;
        this.roster = roster;
        this.zone = settings.timeZone();
    }

    /** Of classes and groups, with the broadcasts that the classes receive and what is announced for them on television. */
    public Mono<List<CalendarEntry>> of(List<String> holderIds, LocalDate first, LocalDate last) {
        var received = Flux.fromIterable(holderIds)
                .concatMap(groups::learners)
                .concatMap(learners -> reach.of(learners.schoolClass()))
                .concatMapIterable(all -> all)
                .collectList();
        return entries(holderIds, _ -> true, first, last)
                .zipWith(received(received, first, last), CalendarService::joined)
                .zipWith(televised(holderIds, first, last), CalendarService::withTelevised);
    }

    private Mono<List<Lesson>> televised(List<String> holderIds, LocalDate first, LocalDate last) {
        return Flux.fromIterable(holderIds)
                .concatMap(groups::learners)
                .concatMap(learners -> televised.of(learners.schoolClass(), first, last))
                .concatMapIterable(lessons -> lessons)
                .collectList();
    }

    private static List<CalendarEntry> withTelevised(List<CalendarEntry> entries, List<Lesson> televised) {
        if (televised.isEmpty()) {
            return entries;
        }
        var planned = entries.stream()
                .filter(entry -> !entry.cancelled())
                .map(CalendarEntry::lesson)
                .toList();
        return joined(
                entries,
                LessonRules.notPlanned(televised, planned).stream()
                        .map(lesson -> new CalendarEntry(
                                lesson,
                                (int) lesson.announced().times(),
                                false,
                                lesson.announced().at()))
                        .toList());
    }

    /** What a teacher gives, and what the teacher's classes receive in the subject. */
    public Mono<List<CalendarEntry>> ofTeacher(String teacherId, LocalDate first, LocalDate last) {
        return days.holdersOf(teacherId, first, last)
                .flatMap(ids -> entries(ids, lesson -> lesson.teacherId().equals(teacherId), first, last))
                .zipWith(received(reach.ofTeacher(teacherId), first, last), CalendarService::joined);
    }

    private Mono<List<CalendarEntry>> received(Mono<List<Received>> broadcasts, LocalDate first, LocalDate last) {
        return broadcasts
                .flatMapIterable(all -> all)
                .concatMap(received ->
                        entries(List.of(received.id()), lesson -> received.on().test(lesson.date()), first, last))
                .concatMapIterable(entries -> entries)
                .collectList();
    }

    private static List<CalendarEntry> joined(List<CalendarEntry> some, List<CalendarEntry> others) {
        return others.isEmpty()
                ? some
                : Stream.concat(some.stream(), others.stream())
                        .distinct()
                        .sorted(IN_TIME)
                        .toList();
    }

    /** What was in a room of a school, as long as a timetable of this school year names it. */
    public Mono<List<CalendarEntry>> ofRoom(String schoolId, String room, LocalDate first, LocalDate last) {
        return bookings.holdersIn(schoolId, room, first, last)
                .flatMap(ids -> entries(ids, lesson -> lesson.room().equals(room), first, last));
    }

    private Mono<List<CalendarEntry>> entries(
            List<String> holderIds, Predicate<Lesson> wanted, LocalDate first, LocalDate last) {
        return Flux.fromIterable(holderIds)
                .concatMap(groups::learners)
                .concatMap(learners -> entries(learners.schoolClass(), wanted, first, last))
                .collectSortedList(IN_TIME);
    }

    private Flux<CalendarEntry> entries(SchoolClass holder, Predicate<Lesson> wanted, LocalDate first, LocalDate last) {
        return timetables.versionsOf(holder.id()).flatMapMany(heads -> versions.findAll(heads.stream()
                        .filter(head -> !head.lastDay().isBefore(first)
                                && !head.effectiveFrom().isAfter(last))
                        .map(VersionHead::versionId)
                        .toList())
                .collectMap(TimetableVersion::id)
                .flatMapMany(contents -> Mono.zip(
                                days.lessons(holder, first, last),
                                days.changes(holder, first, last),
                                Flux.fromStream(first.datesUntil(last.plusDays(1)))
                                        .concatMap(day -> roster.schoolDay(holder.schoolWithin(), day))
                                        .collectList())
                        .flatMapIterable(found -> entries(
                                holder, found.getT1(), found.getT2(), found.getT3(), heads, contents, wanted))));
    }

    /** What is held, and what an earlier version or the timetable had and is held no more. */
    private List<CalendarEntry> entries(
            SchoolClass holder,
            List<Lesson> held,
            List<DayChange> changed,
            List<SchoolDay> schoolDays,
            List<VersionHead> heads,
            Map<String, TimetableVersion> contents,
            Predicate<Lesson> wanted) {
        var byLesson = changed.stream()
                .collect(Collectors.toMap(
                        change -> new LessonId(holder.id(), change.date(), change.period()).toString(),
                        Function.identity()));
        var entries = new LinkedHashMap<String, CalendarEntry>();
        for (var day : schoolDays) {
            var saying = saying(day.date(), heads);
            if (!saying.isEmpty()) {
                lessons(holder, day, saying, contents, wanted)
                        .values()
                        .forEach(lesson ->
                                entries.put(lesson.id(), entry(lesson, true, byLesson.get(lesson.id()), heads)));
            }
        }
        held.stream()
                .filter(wanted)
                .forEach(lesson ->
                        entries.put(lesson.id(), entry(lesson, lesson.cancelled(), byLesson.get(lesson.id()), heads)));
        return List.copyOf(entries.values());
    }

    private static List<VersionHead> saying(LocalDate day, List<VersionHead> heads) {
        return heads.stream()
                .filter(head -> TimetableRules.on(day, List.of(head)).isPresent())
                .toList();
    }

    /** Counts the versions that say something of the day for which the lesson is planned, and how often it was changed since. */
    private static CalendarEntry entry(Lesson lesson, boolean cancelled, DayChange change, List<VersionHead> heads) {
        var plannedOn = change == null ? lesson.date() : change.date();
        var since = TimetableRules.on(plannedOn, heads).map(VersionHead::publishedAt);
        return new CalendarEntry(
                lesson,
                saying(plannedOn, heads).size() + (change == null ? 0 : change.times()),
                cancelled,
                Stream.concat(since.stream(), Stream.ofNullable(change).map(DayChange::at))
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.EPOCH));
    }

    /** By id; of several versions the last one's. */
    private Map<String, Lesson> lessons(
            SchoolClass holder,
            SchoolDay day,
            List<VersionHead> heads,
            Map<String, TimetableVersion> contents,
            Predicate<Lesson> wanted) {
        return heads.stream()
                .map(head -> contents.get(head.versionId()))
                .flatMap(version -> LessonRules.on(day, version, holder.name(), zone).stream())
                .filter(wanted)
                .collect(Collectors.toMap(Lesson::id, lesson -> lesson, (_, later) -> later, TreeMap::new));
    }
}
