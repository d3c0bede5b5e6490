package io.airclass.roster.care;

import io.airclass.contracts.Role;
import io.airclass.contracts.roster.Connectivity;
import io.airclass.contracts.roster.ConnectivityCount;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.roster.classes.SchoolClass;
import io.airclass.roster.people.Person;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Who has to do with a student's circumstances.
 *
 * <table>
 * <caption>Reading and writing</caption>
 * <tr><th>Who</th><th>connectivity</th><th>flags, contacts</th></tr>
 * <tr><td>head teacher of the student's class</td><td>reads, writes</td><td>reads, writes</td></tr>
 * <tr><td>principal of the school</td><td>reads</td><td>reads; exports the list of data packs</td></tr>
 * <tr><td>guardian</td><td>reads, writes</td><td>404</td></tr>
 * <tr><td>everybody else, officers too</td><td>404</td><td>404</td></tr>
 * </table>
 */
final class CareRules {
    private CareRules() {}

    /** What the caller is to a student. */
    enum Relation {
        HEAD_TEACHER,
        PRINCIPAL,
        GUARDIAN,
        NONE;

        boolean seesFlags() {
            return this == HEAD_TEACHER || this == PRINCIPAL;
        }

        boolean statesConnectivity() {
            return this == HEAD_TEACHER || this == GUARDIAN;
        }
    }

    /** @param classes that the student is in now */
    static Relation relation(Caller caller, Person student, Collection<SchoolClass> classes) {
        if (classes.stream().anyMatch(each -> caller.personId().equals(each.headTeacherId()))) {
            return Relation.HEAD_TEACHER;
        }
        if (classes.stream().anyMatch(each -> caller.has(Role.PRINCIPAL, each.within()))) {
            return Relation.PRINCIPAL;
        }
        return !classes.isEmpty() && student.guardianIds().contains(caller.personId())
                ? Relation.GUARDIAN
                : Relation.NONE;
    }

    /** Of a class, as a student in it would be. */
    static boolean seesFlags(Caller caller, SchoolClass schoolClass) {
        return caller.personId().equals(schoolClass.headTeacherId())
                || caller.has(Role.PRINCIPAL, schoolClass.within());
    }

    static Decision<Care> state(Care known, Connectivity connectivity) {
        return known.connectivity() == connectivity
                ? Decision.unchanged(known)
                : Decision.accepted(known.with(connectivity));
    }

    /** @param timeZone exactly where the student is abroad */
    static Decision<Care> flag(Care known, List<CareFlag> flags, String timeZone) {
        if (flags.contains(CareFlag.ABROAD) != (timeZone != null)
                || timeZone != null && !ZoneId.getAvailableZoneIds().contains(timeZone)) {
            return Decision.rejected(Rejection.ruleBroken("care-time-zone-unfit"));
        }
        Care next = known.with(flags, timeZone);
        return next.equals(known) ? Decision.unchanged(known) : Decision.accepted(next);
    }

    /** @param today at the school */
    static Decision<Care> contact(Care known, Contact contact, LocalDate today) {
        if (contact.day().isAfter(today) || contact.day().isBefore(today.minusMonths(1))) {
            return Decision.rejected(Rejection.ruleBroken("care-contact-day-unfit"));
        }
        boolean repeat = known.contacts().stream()
                .anyMatch(one -> one.day().equals(contact.day())
                        && one.how() == contact.how()
                        && one.by().equals(contact.by())
                        && one.note().equals(contact.note()));
        return repeat ? Decision.unchanged(known) : Decision.accepted(known.with(contact));
    }

    /** @param stated of the students of the class for whom anything is known */
    static ConnectivityCounts counts(int students, Collection<Care> stated) {
        var kinds =
                stated.stream().map(Care::connectivity).filter(Objects::nonNull).toList();
        var counts = Stream.of(Connectivity.values())
                .map(kind -> new ConnectivityCount(
                        kind,
                        Math.toIntExact(
                                kinds.stream().filter(one -> one == kind).count())))
                .filter(count -> count.students() > 0)
                .toList();
        return new ConnectivityCounts(counts, students - kinds.size());
    }

    static Contact contactOf(Caller caller, LocalDate day, ContactHow how, String note, Instant at) {
        return new Contact(day, caller.personId(), how, note, at);
    }
}
