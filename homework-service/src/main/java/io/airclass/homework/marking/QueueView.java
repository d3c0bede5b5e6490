package io.airclass.homework.marking;

import io.airclass.homework.assignment.Assignment;
import io.airclass.homework.submission.Waiting;
import io.airclass.kit.store.Stored;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Homework with what waits to be marked of it.
 *
 * @param classes that have some
 */
record QueueView(String assignmentId, String subject, String title, Instant dueAt, List<OfClass> classes) {

    /** @param waiting submissions */
    record OfClass(String classId, long waiting) {}

    static QueueView of(Stored<Assignment.Published> stored, Collection<Waiting> waiting) {
        var task = stored.value().terms().task();
        return new QueueView(
                stored.id(),
                task.subject(),
                task.title(),
                stored.value().dueAt(),
                waiting.stream()
                        .map(each -> new OfClass(each.classId(), each.submissions()))
                        .sorted((one, other) -> one.classId().compareTo(other.classId()))
                        .toList());
    }
}
