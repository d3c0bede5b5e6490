package io.airclass.schedule.figures;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.access.AccessService;
import io.airclass.schedule.catalogue.ScopeService;
import io.airclass.schedule.dates.DateRules;
import io.airclass.schedule.replay.MissedService;
import io.airclass.schedule.replay.ReplayTask;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Says after weeks online what a class was taught, and what each of its students still lacks. */
@Service
class CoverageService {
    private final DayFiguresRepository figures;
    private final MissedService missed;
    private final RosterView roster;
    private final AccessService access;
    private final ScopeService scope;

    CoverageService(
            DayFiguresRepository figures,
            MissedService missed,
            RosterView roster,
            AccessService access,
            ScopeService scope) {
        this.figures = figures;
        this.missed = missed;
        this.roster = roster;
        this.access = access;
        this.scope = scope;
    }

    /**
     * @param held live lessons whose attendance is summed up
     * @param bySubject of them
     * @param students of the class today, by id; of who came later, lessons before that count as covered
     */
    record Coverage(
            String classId,
            LocalDate from,
            LocalDate to,
            int held,
            SortedMap<String, Integer> bySubject,
            List<StudentCoverage> students) {}

    /**
     * @param missed lessons that the student was not there for
     * @param madeUp those of them whose replay was watched
     * @param coverage lessons attended or made up, of those held, with four decimals; absent where none was held
     * @param gaps ids of lessons that are neither
     */
    record StudentCoverage(String studentId, int missed, int madeUp, Double coverage, List<String> gaps) {}

    /** For who teaches or heads the class, and those who look after the school. */
    Mono<Coverage> read(Caller caller, String classId, LocalDate from, LocalDate to) {
        if (!DateRules.areSpan(from, to, LessonFigureService.DAYS_DIVIDED_MAX)) {
            return Refused.mono(
                    Rejection.invalid("days-out-of-range").with("daysMax", LessonFigureService.DAYS_DIVIDED_MAX));
        }
        return schoolClass(caller, classId)
                .flatMap(found -> held(classId, from, to).flatMap(held -> missed.ofClass(classId, held.keySet())
                        .map(tasks -> coverage(found, from, to, held, tasks))));
    }

    private Mono<SchoolClass> schoolClass(Caller caller, String classId) {
        return roster.schoolClass(classId)
                .filterWhen(found -> access.sees(caller, found))
                .switchIfEmpty(Refused.mono(Rejection.notFound("class-not-found")))
                .filter(found -> found.isTaughtBy(caller.personId())
                        || found.isHeadedBy(caller.personId())
                        || scope.oversees(caller, found.within()))
                .switchIfEmpty(Refused.mono(Rejection.forbidden("forbidden")));
    }

    /** The subjects of the lessons that took place, by the lesson's id. */
    private Mono<SortedMap<String, String>> held(String classId, LocalDate from, LocalDate to) {
        var ids = from.datesUntil(to.plusDays(1))
                .map(day -> DayFigures.id(classId, day))
                .toList();
        return figures.findAll(ids)
                .map(Stored::value)
                .filter(day -> day.facts() != null)
                .collectList()
                .map(days -> {
                    var held = new TreeMap<String, String>();
                    days.forEach(day -> addHeld(day.facts(), held));
                    return held;
                });
    }

    private static void addHeld(DayFacts day, SortedMap<String, String> held) {
        var subjects =
                day.plan().stream().collect(Collectors.toMap(DayFacts.Planned::lessonId, DayFacts.Planned::subject));
        day.lessons().stream()
                .filter(LessonFacts::attended)
                .forEach(lesson -> held.put(lesson.lessonId(), subjects.getOrDefault(lesson.lessonId(), "")));
    }

    static Coverage coverage(
            SchoolClass of, LocalDate from, LocalDate to, SortedMap<String, String> held, List<ReplayTask> tasks) {
        var byStudent = tasks.stream().collect(Collectors.groupingBy(ReplayTask::studentId));
        var bySubject = new TreeMap<String, Integer>();
        held.values().forEach(subject -> bySubject.merge(subject, 1, Integer::sum));
        return new Coverage(
                of.id(),
                from,
                to,
                held.size(),
                bySubject,
                of.studentIds().stream()
                        .sorted()
                        .map(student -> ofStudent(student, held.size(), byStudent.getOrDefault(student, List.of())))
                        .toList());
    }

    private static StudentCoverage ofStudent(String student, int held, List<ReplayTask> missed) {
        var gaps = missed.stream()
                .filter(ReplayTask::open)
                .map(ReplayTask::lessonId)
                .sorted()
                .toList();
        return new StudentCoverage(
                student,
                missed.size(),
                missed.size() - gaps.size(),
                held == 0 ? null : Share.rounded(held - gaps.size(), held),
                gaps);
    }
}
