package io.airclass.contracts.homework;

import io.airclass.contracts.PublishedEvent;

/** What homework tells: assigned, handed in, marked. */
public sealed interface HomeworkEvent extends PublishedEvent
        permits AssignmentOpenedV1, SubmissionReceivedV1, SubmissionMarkedV1 {}
