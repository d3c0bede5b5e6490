package io.airclass.schedule.question;

import java.util.List;

/**
 * Who asks; told to nobody.
 *
 * @param studentId whose question it is
 * @param askedById the student, or a guardian for the student
 * @param within ids of the student's school and all above it, the root first
 * @param regionId the county, or what answers for the school instead: whose teachers answer, and whose people may read it
 * @param day local to the school, as 2026-11-23
 */
public record Asker(
        String studentId, String askedById, String schoolId, List<String> within, String regionId, String day) {
    public Asker {
        within = List.copyOf(within);
    }
}
