package io.airclass.schedule.figures;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.Org;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.access.OrgTreeService;
import io.airclass.schedule.catalogue.ScopeService;
import io.airclass.schedule.dates.DateRules;
import io.airclass.schedule.figures.DayFiguresRepository.DaySums;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.group.GroupService.Learners;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads figures of lessons, of any place and any days, from the root down to the lesson. */
@Service
class LessonFigureService {
    static final int DAYS_MAX = 366;
    static final int DAYS_DIVIDED_MAX = 31;

    /** Places and days that are read for one answer. */
    static final int READ_MAX = 20_000;

    private final DayFiguresRepository figures;
    private final RosterView roster;
    private final GroupService groups;
    private final ScopeService scope;

    LessonFigureService(DayFiguresRepository figures, RosterView roster, GroupService groups, ScopeService scope) {
        this.figures = figures;
        this.roster = roster;
        this.groups = groups;
        this.scope = scope;
    }

    /** How an answer is divided. */
    enum By {
        /** By the day. */
        DAY,
        /** By what is directly below. */
        ORG,
        /** By the lesson; of a class or a group only. */
        LESSON
    }

    /** @param name of the place, or subject of the lesson; empty where there is none */
    record Row(String key, String name, Told told) {}

    /** @param rows none where nothing was asked to be divided */
    record Answer(Told total, List<Row> rows) {}

    /** @param school whether classes are of it */
    private record Place(String id, List<String> within, boolean school, boolean leaf) {}

    /** @param by null where only the sums are asked for */
    Mono<Answer> read(Caller caller, String orgId, LocalDate from, LocalDate to, By by) {
        int daysMax = by == By.ORG || by == By.LESSON ? DAYS_DIVIDED_MAX : DAYS_MAX;
        if (!DateRules.areSpan(from, to, daysMax)) {
            return Refused.mono(Rejection.invalid("days-out-of-range").with("daysMax", daysMax));
        }
        var days = from.datesUntil(to.plusDays(1)).toList();
        return place(caller, orgId).flatMap(place -> figures.of(orgId, days)
                .flatMap(found -> hidden(found).flatMap(hidden -> rows(place, found, hidden, days, by)
                        .map(rows -> new Answer(total(found, hidden), rows)))));
    }

    private Mono<Place> place(Caller caller, String orgId) {
        return roster.org(orgId)
                .flatMap(org -> scope.toOversee(caller, org.within(), "org-not-found")
                        .thenReturn(new Place(orgId, org.within(), OrgTreeService.isSchool(org), false)))
                .switchIfEmpty(Mono.defer(() -> leaf(caller, orgId)));
    }

    private Mono<Place> leaf(Caller caller, String classId) {
        return groups.learners(classId)
                .map(Learners::schoolClass)
                .switchIfEmpty(Refused.mono(Rejection.notFound("org-not-found")))
                .flatMap(found -> mayLookAt(caller, found).thenReturn(new Place(classId, found.within(), false, true)));
    }

    private Mono<Void> mayLookAt(Caller caller, SchoolClass found) {
        return found.isHeadedBy(caller.personId()) || found.isTaughtBy(caller.personId())
                ? Mono.empty()
                : scope.toOversee(caller, found.within(), "org-not-found");
    }

    /** Whether a day of what was found is not told of students, by the day: because it is small, or something above it is, or stands for that. */
    private Mono<Map<String, Boolean>> hidden(List<DaySums> found) {
        var above = found.stream()
                .flatMap(each -> each.within().stream().map(id -> id + "~" + each.day()))
                .toList();
        return figures.ofIds(above)
                .map(all -> all.stream().collect(Collectors.toMap(DaySums::id, Function.identity())))
                .map(known -> found.stream().collect(Collectors.toMap(DaySums::day, each -> isHidden(each, known))));
    }

    private static boolean isHidden(DaySums day, Map<String, DaySums> known) {
        var within = day.within();
        var root = known.get(within.getFirst() + "~" + day.day());
        if (SmallGroups.isSmall(day.counted().of(Figure.STUDENT_DAYS))
                || root != null && SmallGroups.isSmall(root.counted().of(Figure.STUDENT_DAYS))) {
            return true;
        }
        for (int i = 1; i < within.size(); i++) {
            var above = known.get(within.get(i - 1) + "~" + day.day());
            if (above != null && above.hidden().contains(within.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static Told total(List<DaySums> found, Map<String, Boolean> hidden) {
        return Told.add(found.stream()
                .map(day -> Told.of(day.counted(), hidden.get(day.day())))
                .toList());
    }

    private Mono<List<Row>> rows(
            Place place, List<DaySums> found, Map<String, Boolean> hidden, List<LocalDate> days, By by) {
        return switch (by) {
            case null -> Mono.just(List.of());
            case DAY -> Mono.just(byDay(found, hidden, days));
            case ORG -> place.leaf() ? undivided() : byPlace(place, found, hidden, days);
            case LESSON -> place.leaf() ? byLesson(found, hidden) : undivided();
        };
    }

    private static <T> Mono<T> undivided() {
        return Refused.mono(Rejection.invalid("figures-by-unfit"));
    }

    private static List<Row> byDay(List<DaySums> found, Map<String, Boolean> hidden, List<LocalDate> days) {
        var known = found.stream().collect(Collectors.toMap(DaySums::day, Function.identity()));
        return days.stream()
                .map(LocalDate::toString)
                .map(day -> new Row(
                        day,
                        "",
                        known.containsKey(day) ? Told.of(known.get(day).counted(), hidden.get(day)) : Told.NOTHING))
                .toList();
    }

    private Mono<List<Row>> byPlace(
            Place place, List<DaySums> found, Map<String, Boolean> hidden, List<LocalDate> days) {
        var own = found.stream().collect(Collectors.toMap(DaySums::day, Function.identity()));
        return figures.below(place.id(), days.getFirst(), days.getLast(), READ_MAX + 1)
                .filter(below -> below.size() <= READ_MAX)
                .switchIfEmpty(
                        Refused.mono(Rejection.invalid("figures-too-many").with("max", READ_MAX)))
                .flatMap(below -> names(place, below).map(names -> {
                    var told = new HashMap<String, List<Told>>();
                    below.forEach(day -> {
                        var parent = own.get(day.day());
                        boolean left = parent == null
                                || hidden.get(day.day())
                                || parent.hidden().contains(day.orgId())
                                || SmallGroups.isSmall(day.counted().of(Figure.STUDENT_DAYS));
                        told.computeIfAbsent(day.orgId(), _ -> new ArrayList<>())
                                .add(Told.of(day.counted(), left));
                    });
                    return names.entrySet().stream()
                            .map(each -> new Row(
                                    each.getKey(),
                                    each.getValue(),
                                    Told.add(told.getOrDefault(each.getKey(), List.of()))))
                            .toList();
                }));
    }

    /** All that is directly below now, and what has figures though it is not there any more; by id. */
    private Mono<Map<String, String>> names(Place place, List<DaySums> below) {
        Mono<Map<String, String>> now = place.school()
                ? roster.classesIn(place.id()).map(found -> found.stream()
                        .filter(each -> each.schoolWithin().getLast().equals(place.id()))
                        .collect(Collectors.toMap(SchoolClass::id, SchoolClass::name)))
                : roster.orgsBelow(List.of(place.id()))
                        .map(found -> found.stream().collect(Collectors.toMap(Org::id, Org::name)));
        return now.flatMap(known -> Flux.fromIterable(below)
                .map(DaySums::orgId)
                .distinct()
                .filter(id -> !known.containsKey(id))
                .concatMap(id -> name(id).map(name -> Map.entry(id, name)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, () -> new TreeMap<>(known)));
    }

    private Mono<String> name(String id) {
        return roster.org(id)
                .map(Org::name)
                .switchIfEmpty(
                        groups.learners(id).map(found -> found.schoolClass().name()))
                .defaultIfEmpty("");
    }

    private Mono<List<Row>> byLesson(List<DaySums> found, Map<String, Boolean> hidden) {
        return figures.findAll(found.stream().map(DaySums::id).toList())
                .map(Stored::value)
                .collectSortedList(Comparator.comparing(DayFigures::day))
                .map(days -> days.stream()
                        .flatMap(day -> ofLessons(day, hidden.get(day.day())).stream())
                        .toList());
    }

    private static List<Row> ofLessons(DayFigures day, boolean hidden) {
        if (day.facts() == null) {
            return List.of();
        }
        var subjects = day.facts().plan().stream()
                .collect(Collectors.toMap(DayFacts.Planned::lessonId, DayFacts.Planned::subject));
        var byLesson = FactRules.byLesson(day.facts());
        var few = SmallGroups.hidden(
                byLesson.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue()
                        .of(Figure.STUDENT_DAYS))));
        return byLesson.entrySet().stream()
                .map(lesson -> new Row(
                        lesson.getKey(),
                        subjects.getOrDefault(lesson.getKey(), ""),
                        Told.of(lesson.getValue(), hidden || few.contains(lesson.getKey()))))
                .toList();
    }
}
