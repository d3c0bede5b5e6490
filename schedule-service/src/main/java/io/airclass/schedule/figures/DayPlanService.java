package io.airclass.schedule.figures;

import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.broadcast.ReachService;
import io.airclass.schedule.figures.DayFacts.Planned;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.group.GroupService.Learners;
import io.airclass.schedule.lesson.DayService;
import io.airclass.schedule.lesson.Lesson;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Counts what the timetables have for a day, as they are stored now. */
@Service
class DayPlanService {
    private final DayService days;
    private final GroupService groups;
    private final ReachService reach;
    private final FactService facts;

    DayPlanService(DayService days, GroupService groups, ReachService reach, FactService facts) {
        this.days = days;
        this.groups = groups;
        this.reach = reach;
        this.facts = facts;
    }

    /** For one class or group: its own lessons, and those of the broadcasts that it receives. */
    Mono<Void> count(String classId, LocalDate day) {
        return groups.learners(classId)
                .map(Learners::schoolClass)
                .flatMap(holder -> facts.plan(classId, day, Mono.defer(() -> planned(holder, day))));
    }

    private Mono<List<Planned>> planned(SchoolClass holder, LocalDate day) {
        var received = reach.of(holder)
                .flatMapIterable(all -> all)
                .filter(one -> one.on().test(day))
                .concatMap(one -> groups.learners(one.id()).map(Learners::schoolClass));
        return Flux.concat(Flux.just(holder), received)
                .concatMap(each -> days.asPlanned(each, day))
                .concatMapIterable(lessons -> lessons)
                .map(DayPlanService::planned)
                .sort(Comparator.comparing(Planned::lessonId))
                .take(FactRules.LESSONS_MAX)
                .collectList();
    }

    private static Planned planned(Lesson lesson) {
        return new Planned(lesson.id(), lesson.subject(), lesson.mode().live());
    }
}
