package io.airclass.launcher.region;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A region as its roster files tell it: organisations, terms, classes, people, what they are and where. */
public record Region(
        int schoolYear,
        List<Org> orgs,
        List<Term> terms,
        List<Course> courses,
        List<SchoolClass> classes,
        List<Person> people,
        List<Role> roles,
        List<Enrolment> enrolments,
        List<Account> accounts) {

    /** The password of every demo account; the demo region is not for real people. */
    public static final String DEMO_PASSWORD = "Airclass-demo-1";

    /**
     * An organisation; {@code type} in Airclass's own words, {@code divisionCode} by GB/T 2260, absent for a functional zone.
     *
     * @param managingOrgId the office a school answers to when it is not the unit it lies in
     */
    public record Org(
            String id,
            String name,
            String type,
            Optional<String> parentId,
            Optional<String> divisionCode,
            List<String> stages,
            Optional<String> managingOrgId) {}

    /** A school year, or a term of it; the last day included. */
    public record Term(
            String id, String title, String type, LocalDate firstDay, LocalDate lastDay, Optional<String> yearId) {}

    /** What a grade of a school is taught, as one course: OneRoster classes need one. */
    public record Course(String id, String title, int grade, String schoolId) {}

    /** A class (行政班) of 50 students with its own room. */
    public record SchoolClass(
            String id, String title, int grade, String stage, String schoolId, String courseId, String room) {}

    /** A person; students name their guardians. */
    public record Person(
            String id,
            String familyName,
            String givenName,
            Optional<Integer> grade,
            List<String> guardianIds,
            Optional<String> primaryOrgId) {

        /** The name as it is written in Chinese. */
        public String fullName() {
            return familyName + givenName;
        }
    }

    /**
     * What somebody is at an organisation; {@code oneRoster} is the nearest word of OneRoster 1.2.
     *
     * @param airclass Airclass's own role where OneRoster has no word for it
     */
    public record Role(String personId, String orgId, String oneRoster, Optional<String> airclass, boolean primary) {}

    /** A student's or a subject teacher's place in a class. */
    public record Enrolment(
            String id,
            String classId,
            String schoolId,
            String personId,
            String role,
            boolean headTeacher,
            Optional<String> subject) {}

    /** An account that can sign in with {@link #DEMO_PASSWORD}; {@code title} says in one line who it is. */
    public record Account(String username, String personId, String title) {}

    /** The demo account with that name. */
    public Account account(String username) {
        return accounts.stream()
                .filter(account -> account.username().equals(username))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no demo account " + username));
    }

    /** The class in which somebody is a student. */
    public SchoolClass classOfStudent(String personId) {
        var enrolment = enrolments.stream()
                .filter(each -> each.personId().equals(personId) && each.role().equals("student"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no student " + personId));
        return schoolClass(enrolment.classId());
    }

    /** The class with that id. */
    public SchoolClass schoolClass(String id) {
        return classes.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no class " + id));
    }

    /** Who teaches a subject to a class. */
    public String teacherOf(String classId, String subject) {
        return enrolments.stream()
                .filter(each -> each.classId().equals(classId) && each.subject().equals(Optional.of(subject)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nobody teaches " + subject + " to " + classId))
                .personId();
    }
}
