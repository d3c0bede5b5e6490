package io.airclass.contracts.exam;

import io.airclass.contracts.PublishedEvent;

/** What exams tell: opened, handed in, result ready. */
public sealed interface ExamEvent extends PublishedEvent permits ExamOpenedV1, SittingHandedInV1, ResultReadyV1 {}
