package io.airclass.contracts.homework;

import io.airclass.contracts.PublishedEvent;

/** What homework tells: set, changed, handed in, marked. */
public sealed interface HomeworkEvent extends PublishedEvent
        permits AssignmentOpenedV1,
                AssignmentChangedV1,
                AssignmentClosedV1,
                AssignmentWithdrawnV1,
                HomeworkMissingV1,
                SubmissionReceivedV1,
                SubmissionMarkedV1,
                SubmissionReturnedV1 {}
