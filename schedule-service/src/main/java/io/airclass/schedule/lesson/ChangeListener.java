package io.airclass.schedule.lesson;

import io.airclass.contracts.Topics;
import io.airclass.contracts.roster.SchoolDay;
import io.airclass.contracts.schedule.LessonChangedV1;
import io.airclass.contracts.schedule.ResourceEnd;
import io.airclass.contracts.schedule.ResourceType;
import io.airclass.contracts.schedule.ResourceWithdrawnV1;
import io.airclass.contracts.schedule.StudyGroupChangedV1;
import io.airclass.contracts.schedule.StudyGroupGuest;
import io.airclass.contracts.schedule.TimetablePublishedV1;
import io.airclass.contracts.schedule.TvLessonAnnouncedV1;
import io.airclass.kit.events.EventHandlers;
import io.airclass.kit.events.EventJson;
import io.airclass.schedule.catalogue.TvLessonService;
import io.airclass.schedule.change.ChangeRepository;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.timetable.TimetableRepository;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Hears on every replica what has become another, so that it is read anew; in a group of this process, from now on. */
@Component
class ChangeListener {
    private final EventHandlers handlers;

    ChangeListener(
            EventJson json,
            TimetableRepository timetables,
            ChangeRepository changes,
            GroupService groups,
            TvLessonService televised) {
        handlers = new EventHandlers(json)
                .on(
                        TimetablePublishedV1.class,
                        (_, event) -> Mono.fromRunnable(() -> timetables.forget(event.timetableId())))
                .on(
                        LessonChangedV1.class,
                        (_, event) -> Mono.fromRunnable(() -> LessonId.parse(event.lessonId())
                                .ifPresent(lesson ->
                                        changes.forget(lesson.holderId(), SchoolDay.schoolYearOf(lesson.date())))))
                .on(
                        TvLessonAnnouncedV1.class,
                        (_, event) -> Mono.fromRunnable(() -> televised.forget(event.orgId(), event.stage())))
                .on(
                        ResourceWithdrawnV1.class,
                        (_, event) -> event.type() == ResourceType.TV && event.reason() != ResourceEnd.EXPIRED
                                ? Mono.fromRunnable(() -> televised.forget(event.orgId(), event.stage()))
                                : Mono.empty())
                .on(
                        StudyGroupChangedV1.class,
                        (_, event) -> Mono.fromRunnable(() -> groups.forget(
                                event.groupId(),
                                event.classIds(),
                                event.guests().stream()
                                        .map(StudyGroupGuest::schoolId)
                                        .distinct()
                                        .toList())));
    }

    @KafkaListener(
            id = "schedule-live",
            groupId = "${spring.kafka.consumer.group-id}-live-${random.uuid}",
            topics = Topics.SCHEDULE,
            properties = "auto.offset.reset=latest")
    void on(ConsumerRecord<String, byte[]> record) {
        handlers.handle(record);
    }
}
