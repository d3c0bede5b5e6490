package io.airclass.roster.intake;

import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.roster.classes.SchoolClass;
import io.airclass.roster.oneroster.Bundle;
import io.airclass.roster.oneroster.BundleFile;
import io.airclass.roster.oneroster.Row;
import io.airclass.roster.org.Org;
import io.airclass.roster.people.Grant;
import io.airclass.roster.people.Person;
import io.airclass.roster.personal.Particulars;
import io.airclass.roster.term.Term;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What of a checked bundle goes in: small things whole, the relations by number; classes and people are read again from the bundle. */
final class RosterPlan {
    /** Flags of an enrolment; the subjects' number stands above them. */
    static final int TEACHER = 1;

    static final int PRIMARY = 2;
    static final int SUBJECTS_SHIFT = 2;

    private static final Role[] ROLES = Role.values();

    /** A class with its id, and the rows of its enrolments. */
    record PlannedClass(String id, SchoolClass schoolClass, RowIds rows) {}

    /**
     * A person with id, particulars and account.
     *
     * @param particulars none of somebody from elsewhere, of whom nothing is changed
     * @param username normalised
     * @param password as it stands in the bundle, or empty; never printed
     */
    record PlannedPerson(
            String id, Person person, Particulars particulars, String username, String password, long line) {
        @Override
        public String toString() {
            return "PlannedPerson[" + id + "]";
        }
    }

    private final Map<String, Term> terms;
    private final Map<String, Org> orgs;
    private final List<String> orgIds;
    private final Map<String, List<String>> courseSubjects;
    private final List<List<String>> subjects;
    private final Ids users;
    private final Ids classes;
    private final Links enrolments;
    private final Links.Groups enrolmentsByClass;
    private final Links.Groups enrolmentsByUser;
    private final Links roles;
    private final Links.Groups rolesByUser;
    private final Links.Groups rolesByOrg;
    private final Links guardians;
    private final Links.Groups guardiansByChild;
    private final Links.Groups childrenByGuardian;
    private final Set<String> peopleElsewhere;

    RosterPlan(RosterCheck.Checked checked) {
        terms = Map.copyOf(checked.terms());
        orgs = checked.orgs();
        orgIds = List.copyOf(orgs.keySet());
        courseSubjects = checked.courseSubjects();
        subjects = checked.subjects();
        users = checked.users();
        classes = checked.classes();
        enrolments = checked.enrolments();
        enrolmentsByClass = enrolments.byLeft(classes.size());
        enrolmentsByUser = enrolments.byRight(users.size());
        roles = checked.roles();
        rolesByUser = roles.byLeft(users.size());
        rolesByOrg = roles.byRight(orgIds.size());
        guardians = checked.guardians();
        guardiansByChild = guardians.byLeft(users.size());
        childrenByGuardian = guardians.byRight(users.size());
        peopleElsewhere = checked.peopleElsewhere();
    }

    /** How many documents there will be to compare. */
    long size() {
        return (long) orgs.size() + terms.size() + standing(classes) + standing(users);
    }

    private static long standing(Ids ids) {
        return IntStream.range(0, ids.size()).filter(ids::stands).count();
    }

    Map<String, Term> terms() {
        return terms;
    }

    /** Parents before children. */
    Map<String, Org> orgs() {
        return orgs;
    }

    /** The classes that stand, in the file's order. */
    Batches<PlannedClass> classes(Bundle bundle) throws IOException {
        return new Batches<>(bundle, BundleFile.CLASSES, row -> {
            int number = classes.find(row.id());
            return number >= 0 && classes.lineOf(number) == row.line()
                    ? Optional.of(new PlannedClass(row.id(), schoolClass(number, row), rowsOfClass(number)))
                    : Optional.empty();
        });
    }

    /** The people that stand, in the file's order. */
    Batches<PlannedPerson> people(Bundle bundle) throws IOException {
        return people(bundle, _ -> true);
    }

    /** Those of them whose ids are wanted. */
    Batches<PlannedPerson> people(Bundle bundle, Predicate<String> wanted) throws IOException {
        return new Batches<>(bundle, BundleFile.USERS, row -> {
            int number = users.find(row.id());
            return number >= 0 && users.lineOf(number) == row.line() && wanted.test(row.id())
                    ? Optional.of(planned(number, row))
                    : Optional.empty();
        });
    }

    private PlannedPerson planned(int number, Row row) {
        return new PlannedPerson(
                row.id(),
                person(number, row),
                peopleElsewhere.contains(row.id()) ? Particulars.NONE : ParticularColumns.of(row),
                Words.username(row.text("username")),
                row.text("password"),
                row.line());
    }

    private RowIds rowsOfClass(int number) {
        var entries = new ArrayList<RowIds.Entry>();
        enrolmentsByClass.each(number, link -> {
            int flags = enrolments.more(link);
            byte kind = (flags & TEACHER) == 0
                    ? RowIds.STUDENT
                    : RowIds.kindOfTeacher(subjects.get(flags >> SUBJECTS_SHIFT));
            long person = RowIds.hash(users.text(enrolments.right(link)));
            entries.add(new RowIds.Entry(enrolments.row(link), person, kind));
        });
        return RowIds.of(entries);
    }

    /** The numbers of the organisations at which somebody has a role. */
    List<Integer> orgsWithRoles() {
        return IntStream.range(0, orgIds.size())
                .filter(org -> rolesByOrg.size(org) > 0)
                .boxed()
                .toList();
    }

    /** The rows of the roles at some of these organisations. */
    Map<String, RowIds> rowsOfOrgs(List<Integer> some) {
        var rows = new LinkedHashMap<String, RowIds>();
        some.forEach(org -> {
            var parts = new LinkedHashMap<String, List<RowIds.Entry>>();
            RowIds.ofOrg(orgIds.get(org)).forEach(part -> parts.put(part, new ArrayList<>()));
            rolesByOrg.each(org, link -> {
                if (roles.row(link) != 0) {
                    long person = RowIds.hash(users.text(roles.left(link)));
                    parts.get(RowIds.ofOrg(orgIds.get(org), person))
                            .add(new RowIds.Entry(roles.row(link), person, RowIds.kindOf(ROLES[roles.more(link)])));
                }
            });
            parts.forEach((part, entries) -> rows.put(part, RowIds.of(entries)));
        });
        return rows;
    }

    /** The hashes of all people that stand, sorted. */
    long[] hashesOfPeople() {
        return IntStream.range(0, users.size())
                .filter(users::stands)
                .mapToLong(number -> RowIds.hash(users.text(number)))
                .sorted()
                .toArray();
    }

    private SchoolClass schoolClass(int number, Row row) {
        int grade = Words.grade(row).orElseThrow();
        Stage stage = Words.stageOfClass(row, grade).orElseThrow();
        Org school = orgs.get(row.text("schoolSourcedId"));
        var within = new ArrayList<>(school.within());
        within.add(row.id());
        var students = new TreeSet<String>();
        var heads = new TreeSet<String>();
        var teachers = new ArrayList<ClassTeacher>();
        enrolmentsByClass.each(number, link -> {
            String userId = users.text(enrolments.right(link));
            int flags = enrolments.more(link);
            if ((flags & TEACHER) == 0) {
                students.add(userId);
            } else {
                subjectsOf(flags, row).forEach(subject -> teachers.add(new ClassTeacher(userId, subject)));
                if ((flags & PRIMARY) != 0) {
                    heads.add(userId);
                }
            }
        });
        return new SchoolClass(
                row.text("schoolSourcedId"),
                row.text("title"),
                grade,
                stage,
                within,
                List.copyOf(students),
                Words.sorted(teachers),
                heads.isEmpty() ? null : heads.getFirst());
    }

    private List<String> subjectsOf(int flags, Row classRow) {
        List<String> own = subjects.get(flags >> SUBJECTS_SHIFT);
        if (!own.isEmpty()) {
            return own;
        }
        List<String> ofClass = Words.filled(classRow.list("subjects"));
        if (!ofClass.isEmpty()) {
            return ofClass;
        }
        List<String> ofCourse = courseSubjects.getOrDefault(classRow.text("courseSourcedId"), List.of());
        return ofCourse.isEmpty() ? List.of("") : ofCourse;
    }

    private Person person(int number, Row row) {
        var grants = new TreeSet<Grant>();
        var schools = new TreeSet<String>();
        rolesByUser.each(number, link -> {
            String orgId = orgIds.get(roles.right(link));
            grants.add(new Grant(ROLES[roles.more(link)], orgId));
            if (orgs.get(orgId).isSchool()) {
                schools.add(orgId);
            }
        });
        var learns = new TreeSet<String>();
        var teaches = new TreeSet<String>();
        enrolmentsByUser.each(number, link -> {
            String classId = classes.text(enrolments.left(link));
            boolean teacher = (enrolments.more(link) & TEACHER) != 0;
            (teacher ? teaches : learns).add(classId);
        });
        var guardianIds = new TreeSet<String>();
        guardiansByChild.each(number, link -> guardianIds.add(users.text(guardians.right(link))));
        var childIds = new TreeSet<String>();
        childrenByGuardian.each(number, link -> {
            if (users.stands(guardians.left(link))) {
                childIds.add(users.text(guardians.left(link)));
            }
        });
        return Person.imported(
                row.text("familyName"),
                row.text("givenName"),
                row.isTrue("enabledUser"),
                List.copyOf(grants),
                List.copyOf(schools),
                List.copyOf(learns),
                List.copyOf(teaches),
                List.copyOf(guardianIds),
                List.copyOf(childIds));
    }
}
