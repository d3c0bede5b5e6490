package io.airclass.contracts.schedule;

import io.airclass.contracts.PublishedEvent;

/** What the schedule tells. */
public sealed interface ScheduleEvent extends PublishedEvent
        permits TimetablePublishedV1,
                LessonChangedV1,
                StudyGroupChangedV1,
                ResourcePublishedV1,
                ResourceWithdrawnV1,
                TvLessonAnnouncedV1,
                QuestionAskedV1,
                QuestionAnsweredV1,
                LessonStartedV1,
                LessonEndedV1,
                LessonAttendedV1,
                TrainingRecordedV1,
                ReplayReadyV1,
                ReplayExpiringV1,
                ReplayDeletedV1,
                ReplayTaskClosedV1,
                ReplayWatchedV1,
                BroadcastPublishedV1,
                BroadcastOptOutV1,
                BroadcastClashedV1,
                FilingAwaitedV1,
                FilingOverdueV1,
                FilingMadeV1,
                FilingAcknowledgedV1,
                FilingTakenBackV1,
                FilingStaleV1 {}
