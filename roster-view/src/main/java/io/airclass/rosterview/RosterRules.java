package io.airclass.rosterview;

import io.airclass.contracts.roster.CalendarChangedV1;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.contracts.roster.ConnectivityChangedV1;
import io.airclass.contracts.roster.OrgChangedV1;
import io.airclass.contracts.roster.PersonChangedV1;
import io.airclass.contracts.roster.SchoolDay;
import io.airclass.contracts.roster.TermChangedV1;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
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
                event.informerId(),
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
                event.grants(),
                event.disabled());
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

    static ClassConnectivity connectivity(ConnectivityChangedV1 event, long sequence) {
        return new ClassConnectivity(event.classId(), sequence, false, event.counts(), event.unstated());
    }

    static Calendar calendar(CalendarChangedV1 event, long sequence) {
        return new Calendar(event.aggregateId(), sequence, false, event.orgId(), event.schoolYear(), event.days());
    }

    /** The term on that day of the deepest organisation that has terms of its own. */
    static Optional<Term> termAt(List<String> within, Collection<Term> terms, LocalDate day) {
        return SchoolDay.term(day, within, terms.stream().map(Term::told).toList())
                .flatMap(found -> terms.stream()
                        .filter(term -> term.id().equals(found.termId()))
                        .findFirst());
    }

    static String county(Collection<Org> orgs) {
        return orgs.stream()
                .filter(org -> org.type().answersForSchools())
                .max(Comparator.comparingInt(org -> org.within().size()))
                .map(org -> org.divisionCode() == null ? org.id() : org.divisionCode())
                .orElse("none");
    }
}
