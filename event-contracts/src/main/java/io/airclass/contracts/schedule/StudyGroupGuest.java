package io.airclass.contracts.schedule;

import static io.airclass.contracts.Values.required;

/**
 * A student of another school in a group (跨校选课).
 *
 * @param classId of the class that the student came from
 */
public record StudyGroupGuest(String studentId, String classId, String schoolId) {
    public StudyGroupGuest {
        required("studentId", studentId);
        required("classId", classId);
        required("schoolId", schoolId);
    }
}
