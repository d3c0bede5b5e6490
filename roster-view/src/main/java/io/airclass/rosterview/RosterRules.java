package io.airclass.rosterview;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.contracts.roster.OrgChangedV1;
import io.airclass.contracts.roster.PersonChangedV1;
import io.airclass.contracts.roster.TermChangedV1;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an event of the roster makes of the view. */
final class RosterRules {
    private RosterRules() {}

    static Org org(OrgChangedV1 event, long sequence) {
        return new Org(
                event.orgId(),
                sequence,
                event.deleted(),
                event.type(),
                event.parentId(),
                event.managingOrgId(),
                event.divisionCode(),
                event.name(),
                event.stages(),
                event.within());
    }

    static SchoolClass schoolClass(ClassChangedV1 event, long sequence) {
        return new SchoolClass(
                event.classId(),
                sequence,
                event.deleted(),
                event.schoolId(),
                event.name(),
                event.grade(),
                event.stage(),
                event.within(),
                event.studentIds(),
                event.teachers(),
                event.headTeacherId(),
                members(event));
    }

    /** Teachers first: there are fewer of them. */
    private static List<String> members(ClassChangedV1 event) {
        Stream<String> teachers = event.teachers().stream().map(ClassTeacher::personId);
        return Stream.of(teachers, Stream.ofNullable(event.headTeacherId()), event.studentIds().stream())
                .flatMap(ids -> ids)
                .distinct()
                .toList();
    }

    static Person person(PersonChangedV1 event, long sequence) {
        return new Person(
                event.personId(),
                sequence,
                event.deleted(),
                event.roles(),
                event.schoolIds(),
                event.classIds(),
                event.guardianIds(),
                event.childIds(),
                event.grants());
    }

    static Term term(TermChangedV1 event, long sequence) {
        return new Term(
                event.termId(),
                sequence,
                event.deleted(),
                event.orgId(),
                event.name(),
                event.firstDay(),
                event.lastDay(),
                event.schoolYear());
    }

    /** The term on that day of the deepest organisation that has terms of its own. */
    static Optional<Term> termAt(List<String> within, Collection<Term> terms, LocalDate day) {
        for (String orgId : within.reversed()) {
            List<Term> own =
                    terms.stream().filter(term -> term.orgId().equals(orgId)).toList();
            if (!own.isEmpty()) {
                return own.stream().filter(term -> term.has(day)).findFirst();
            }
        }
        return Optional.empty();
    }

    static String county(Collection<Org> orgs) {
        return orgs.stream()
                .filter(org -> org.type() == OrgType.COUNTY || org.type() == OrgType.FUNCTIONAL_ZONE)
                .map(org -> org.divisionCode() == null ? org.id() : org.divisionCode())
                .findFirst()
                .orElse("none");
    }
}
