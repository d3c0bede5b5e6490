package io.airclass.schedule.figures;

import io.airclass.contracts.Topics;
import io.airclass.contracts.schedule.BroadcastOptOutV1;
import io.airclass.contracts.schedule.BroadcastPublishedV1;
import io.airclass.contracts.schedule.LessonAttendedV1;
import io.airclass.contracts.schedule.LessonChangedV1;
import io.airclass.contracts.schedule.LessonEndedV1;
import io.airclass.contracts.schedule.LessonStartedV1;
import io.airclass.contracts.schedule.ReplayReadyV1;
import io.airclass.contracts.schedule.ReplayTaskClosedV1;
import io.airclass.contracts.schedule.ReplayWatchedV1;
import io.airclass.contracts.schedule.TimetablePublishedV1;
import io.airclass.kit.events.EventHandlers;
import io.airclass.kit.events.EventJson;
import io.airclass.kit.events.EventMeta;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.schedule.broadcast.ReachService;
import io.airclass.schedule.figures.Fact.Attendance;
import io.airclass.schedule.figures.Fact.Change;
import io.airclass.schedule.figures.Fact.Publication;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.lesson.LessonId;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Hears what the schedule itself told, and has it counted for each class that takes part. */
@Component
class LessonFigureListener {
    private static final int CLASSES_AT_ONCE = 8;

    private final FactService facts;
    private final DayPlanService plans;
    private final PlanDueService planDays;
    private final ReachService reach;
    private final Clock clock;
    private final ZoneId zone;
    private final EventHandlers handlers;

    LessonFigureListener(
            EventJson json,
            FactService facts,
            DayPlanService plans,
            PlanDueService planDays,
            ReachService reach,
            AirclassSettings settings,
            Clock clock) {
        this.facts = facts;
        this.plans = plans;
        this.planDays = planDays;
        this.reach = reach;
        this.clock = clock;
        this.zone = settings.timeZone();
        handlers = new EventHandlers(json)
                .on(LessonStartedV1.class, (_, event) -> started(event))
                .on(LessonEndedV1.class, (_, event) -> ended(event))
                .on(LessonAttendedV1.class, this::attended)
                .on(LessonChangedV1.class, this::changed)
                .on(
                        ReplayReadyV1.class,
                        (_, event) -> all(event.classIds(), new Fact.Replayed(event.lessonId(), event.replayId())))
                .on(
                        ReplayWatchedV1.class,
                        (meta, event) -> all(List.of(event.classId()), new Fact.Watched(event.lessonId(), meta.id())))
                .on(
                        ReplayTaskClosedV1.class,
                        (meta, event) -> all(List.of(event.classId()), new Fact.MadeUp(event.lessonId(), meta.id())))
                .on(TimetablePublishedV1.class, this::published)
                .on(BroadcastPublishedV1.class, (_, event) -> planned(event.effectiveFrom(), today())
                        .concatMap(planDays::again)
                        .then())
                .on(BroadcastOptOutV1.class, (_, event) -> planned(event.from(), today())
                        .concatMap(day -> plans.count(event.classId(), day))
                        .then());
    }

    @KafkaListener(
            id = "lesson-figures",
            groupId = "${spring.kafka.consumer.group-id}-lesson-figures",
            topics = Topics.SCHEDULE,
            properties = "max.poll.records=20")
    void on(ConsumerRecord<String, byte[]> record) {
        handlers.handle(record);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    private Mono<Void> started(LessonStartedV1 event) {
        return event.test()
                ? Mono.empty()
                : all(event.classIds(), new Fact.Started(event.lessonId(), event.secondsLate()));
    }

    private Mono<Void> ended(LessonEndedV1 event) {
        long seconds =
                Math.max(0, Duration.between(event.startedAt(), event.endedAt()).toSeconds());
        return event.test() ? Mono.empty() : all(event.classIds(), new Fact.Ended(event.lessonId(), seconds));
    }

    private Mono<Void> attended(EventMeta meta, LessonAttendedV1 event) {
        var sums = new Attendance(
                meta.time(),
                meta.id(),
                event.enrolled(),
                event.joined(),
                event.present(),
                event.screenStudents(),
                event.minutesHandset(),
                event.minutesTablet(),
                event.minutesPc(),
                event.minutesTv(),
                event.minutesClassroom(),
                isOfGuests(event.lessonId(), event.classId()));
        return all(List.of(event.classId()), new Fact.Attended(event.lessonId(), sums));
    }

    /** Whether some of a class are guests in the lesson of a group, which is none of the class. */
    private static boolean isOfGuests(String lessonId, String classId) {
        return LessonId.parse(lessonId)
                .map(LessonId::holderId)
                .filter(holder -> GroupService.isGroup(holder) && !holder.equals(classId))
                .isPresent();
    }

    private Mono<Void> changed(EventMeta meta, LessonChangedV1 event) {
        var change = new Change(meta.time(), meta.id(), event.after() == null);
        return all(event.classIds(), new Fact.Changed(event.lessonId(), change));
    }

    /** On the day of the lesson's id: where the timetable had it when it was published. */
    private Mono<Void> all(List<String> classIds, Fact.OfLesson fact) {
        return Mono.justOrEmpty(LessonId.parse(fact.lessonId()))
                .flatMap(lesson -> reach.takingPart(lesson.holderId(), lesson.date(), classIds)
                        .flatMap(classId -> facts.take(classId, lesson.date(), fact), CLASSES_AT_ONCE)
                        .then());
    }

    /** Counts the publication on its day; the days that it changes are planned when they begin, those that have begun now. */
    private Mono<Void> published(EventMeta meta, TimetablePublishedV1 event) {
        var publication = new Publication(event.versionNumber(), Boolean.TRUE.equals(event.emergency()));
        var last = event.lastDay() == null || event.lastDay().isAfter(today()) ? today() : event.lastDay();
        return facts.take(event.timetableId(), LocalDate.ofInstant(meta.time(), zone), new Fact.Published(publication))
                .thenMany(planned(event.effectiveFrom(), last))
                .concatMap(day ->
                        reach.has(event.timetableId()) ? planDays.again(day) : plans.count(event.timetableId(), day))
                .then();
    }

    private Flux<LocalDate> planned(LocalDate from, LocalDate last) {
        var earliest = today().minusDays(PlanDueService.DAYS_BACK);
        var first = from.isBefore(earliest) ? earliest : from;
        return last.isBefore(first) ? Flux.empty() : Flux.fromStream(() -> first.datesUntil(last.plusDays(1)));
    }
}
