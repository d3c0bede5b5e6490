package io.airclass.contracts.schedule;

import io.airclass.contracts.PublishedEvent;

/** What the schedule tells. */
public sealed interface ScheduleEvent extends PublishedEvent
        permits TimetablePublishedV1, ResourcePublishedV1, ResourceWithdrawnV1 {}
