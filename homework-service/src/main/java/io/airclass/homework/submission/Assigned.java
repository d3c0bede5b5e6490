package io.airclass.homework.submission;

import java.util.List;

/**
 * Which homework of whom.
 *
 * @param within ids of all ancestors of the class, the root first, the class last
 */
public record Assigned(String assignmentId, String classId, String schoolId, List<String> within, String studentId) {
    public Assigned {
        within = List.copyOf(within);
    }
}
