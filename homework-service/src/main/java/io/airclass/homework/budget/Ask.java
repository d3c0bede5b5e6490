package io.airclass.homework.budget;

import java.util.List;

/**
 * The minutes that a piece of homework wants of each of its classes.
 *
 * @param attempt counts the attempts at publishing it, from 1
 */
public record Ask(String assignmentId, long attempt, String teacherId, String subject, List<Share> days) {
    public Ask {
        days = List.copyOf(days);
    }
}
