package io.airclass.contracts;

import io.airclass.contracts.exam.ExamOpenedV1;
import io.airclass.contracts.exam.ResultReadyV1;
import io.airclass.contracts.exam.SittingHandedInV1;
import io.airclass.contracts.homework.AssignmentChangedV1;
import io.airclass.contracts.homework.AssignmentClosedV1;
import io.airclass.contracts.homework.AssignmentOpenedV1;
import io.airclass.contracts.homework.AssignmentWithdrawnV1;
import io.airclass.contracts.homework.HomeworkMissingV1;
import io.airclass.contracts.homework.SubmissionMarkedV1;
import io.airclass.contracts.homework.SubmissionReceivedV1;
import io.airclass.contracts.homework.SubmissionReturnedV1;
import io.airclass.contracts.notification.MessageDeliveredV1;
import io.airclass.contracts.roster.AuditRecordedV1;
import io.airclass.contracts.roster.CalendarChangedV1;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ConnectivityChangedV1;
import io.airclass.contracts.roster.LocalRuleChangedV1;
import io.airclass.contracts.roster.OrgChangedV1;
import io.airclass.contracts.roster.PersonChangedV1;
import io.airclass.contracts.roster.RegimeChangedV1;
import io.airclass.contracts.roster.TermChangedV1;
import io.airclass.contracts.schedule.BroadcastClashedV1;
import io.airclass.contracts.schedule.BroadcastOptOutV1;
import io.airclass.contracts.schedule.BroadcastPublishedV1;
import io.airclass.contracts.schedule.FilingAcknowledgedV1;
import io.airclass.contracts.schedule.FilingAwaitedV1;
import io.airclass.contracts.schedule.FilingMadeV1;
import io.airclass.contracts.schedule.FilingOverdueV1;
import io.airclass.contracts.schedule.FilingStaleV1;
import io.airclass.contracts.schedule.FilingTakenBackV1;
import io.airclass.contracts.schedule.LessonAttendedV1;
import io.airclass.contracts.schedule.LessonChangedV1;
import io.airclass.contracts.schedule.LessonEndedV1;
import io.airclass.contracts.schedule.LessonStartedV1;
import io.airclass.contracts.schedule.QuestionAnsweredV1;
import io.airclass.contracts.schedule.QuestionAskedV1;
import io.airclass.contracts.schedule.ReplayDeletedV1;
import io.airclass.contracts.schedule.ReplayExpiringV1;
import io.airclass.contracts.schedule.ReplayReadyV1;
import io.airclass.contracts.schedule.ReplayTaskClosedV1;
import io.airclass.contracts.schedule.ReplayWatchedV1;
import io.airclass.contracts.schedule.ResourcePublishedV1;
import io.airclass.contracts.schedule.ResourceWithdrawnV1;
import io.airclass.contracts.schedule.StudyGroupChangedV1;
import io.airclass.contracts.schedule.TimetablePublishedV1;
import io.airclass.contracts.schedule.TrainingRecordedV1;
import io.airclass.contracts.schedule.TvLessonAnnouncedV1;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every event type there is, looked up by its name or by its class; two events of one name cannot be in it. */
public final class EventCatalog {
    private static final EventCatalog STANDARD = of(List.of(
            OrgChangedV1.class,
            ClassChangedV1.class,
            PersonChangedV1.class,
            TermChangedV1.class,
            CalendarChangedV1.class,
            ConnectivityChangedV1.class,
            AuditRecordedV1.class,
            RegimeChangedV1.class,
            LocalRuleChangedV1.class,
            TimetablePublishedV1.class,
            BroadcastPublishedV1.class,
            BroadcastOptOutV1.class,
            BroadcastClashedV1.class,
            LessonChangedV1.class,
            StudyGroupChangedV1.class,
            ResourcePublishedV1.class,
            ResourceWithdrawnV1.class,
            TvLessonAnnouncedV1.class,
            QuestionAskedV1.class,
            QuestionAnsweredV1.class,
            LessonStartedV1.class,
            LessonEndedV1.class,
            LessonAttendedV1.class,
            TrainingRecordedV1.class,
            ReplayReadyV1.class,
            ReplayExpiringV1.class,
            ReplayDeletedV1.class,
            ReplayTaskClosedV1.class,
            ReplayWatchedV1.class,
            FilingAwaitedV1.class,
            FilingOverdueV1.class,
            FilingMadeV1.class,
            FilingAcknowledgedV1.class,
            FilingTakenBackV1.class,
            FilingStaleV1.class,
            AssignmentOpenedV1.class,
            AssignmentChangedV1.class,
            AssignmentClosedV1.class,
            AssignmentWithdrawnV1.class,
            HomeworkMissingV1.class,
            SubmissionReceivedV1.class,
            SubmissionMarkedV1.class,
            SubmissionReturnedV1.class,
            ExamOpenedV1.class,
            SittingHandedInV1.class,
            ResultReadyV1.class,
            MessageDeliveredV1.class));

    private final Map<String, Entry> byName = new LinkedHashMap<>();
    private final Map<Class<?>, Entry> byClass = new LinkedHashMap<>();

    private EventCatalog() {}

    /** The events of the suite. */
    public static EventCatalog standard() {
        return STANDARD;
    }

    /**
     * A catalogue of these events.
     *
     * @throws IllegalArgumentException for a class without {@link EventType}, a type or class given twice, or a topic that
     *     {@link Topics} does not list
     */
    public static EventCatalog of(Collection<Class<? extends PublishedEvent>> classes) {
        EventCatalog catalog = new EventCatalog();
        classes.forEach(catalog::add);
        return catalog;
    }

    private void add(Class<? extends PublishedEvent> eventClass) {
        EventType type = eventClass.getAnnotation(EventType.class);
        if (type == null) {
            throw new IllegalArgumentException(eventClass.getName() + " has no @EventType");
        }
        Topics.Topic topic = Topics.named(type.topic())
                .orElseThrow(() -> new IllegalArgumentException("Topics does not list " + type.topic()));
        Entry entry = new Entry(type.value(), eventClass, topic, type.meaning());
        if (byName.putIfAbsent(entry.name(), entry) != null) {
            throw new IllegalArgumentException("Two events are called " + entry.name());
        }
        if (byClass.putIfAbsent(eventClass, entry) != null) {
            throw new IllegalArgumentException(eventClass.getName() + " is listed twice");
        }
    }

    /** All entries in the order in which they were listed. */
    public List<Entry> entries() {
        return List.copyOf(byName.values());
    }

    /** The entry of a type as it stands in {@code ce_type}; empty for one that this version does not know. */
    public Optional<Entry> named(String type) {
        return Optional.ofNullable(byName.get(type));
    }

    /** The entry of an event's class. */
    public Entry of(Class<? extends PublishedEvent> eventClass) {
        return Optional.ofNullable(byClass.get(eventClass))
                .orElseThrow(() -> new IllegalArgumentException(eventClass.getName() + " is not in the catalogue"));
    }

    /** The entry of an event. */
    public Entry of(PublishedEvent event) {
        return of(event.getClass());
    }

    /**
     * One event type.
     *
     * @param name as it stands in {@code ce_type}, with its version
     * @param topic where it is published; its owner is the only publisher
     */
    public record Entry(String name, Class<? extends PublishedEvent> eventClass, Topics.Topic topic, String meaning) {}
}
