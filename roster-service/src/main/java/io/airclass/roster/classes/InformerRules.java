package io.airclass.roster.classes;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.roster.audit.Audit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Who names the person that informs the parents of a class (家长联络人), whom, and what is open in a class. */
final class InformerRules {
    private static final Set<Role> LEADING = EnumSet.of(Role.PRINCIPAL, Role.SCHOOL_ADMINISTRATOR);
    /** Those whose duty it is to see that nothing stays open. */
    private static final Set<Role> OVERSEEING =
            EnumSet.of(Role.PRINCIPAL, Role.SCHOOL_ADMINISTRATOR, Role.SUPERVISION_OFFICER, Role.ORG_ADMINISTRATOR);

    private InformerRules() {}

    static boolean mayName(Caller caller, SchoolClass schoolClass) {
        return caller.personId().equals(schoolClass.headTeacherId()) || caller.reaches(LEADING, schoolClass.within());
    }

    static boolean maySeeIssues(Caller caller, List<String> within) {
        return caller.reaches(OVERSEEING, within);
    }

    /** @param personId absent: nobody any more */
    static Decision<SchoolClass> name(SchoolClass known, String classId, Caller caller, String personId) {
        if (!mayName(caller, known)) {
            return Decision.rejected(Rejection.forbidden("informer-forbidden"));
        }
        if (personId != null && !known.isTaughtBy(personId)) {
            return Decision.rejected(Rejection.ruleBroken("informer-not-of-class"));
        }
        if (Objects.equals(known.informerId(), personId)) {
            return Decision.unchanged(known);
        }
        SchoolClass next = known.informedBy(personId);
        Map<String, String> facts = personId == null ? Map.of() : Map.of("person", personId);
        return Decision.accepted(
                next,
                next.changed(classId),
                Audit.ofClass(caller, "class-informer-named", classId, known.schoolWithin(), facts));
    }

    static List<ClassIssue> issues(SchoolClass schoolClass) {
        return Stream.of(
                        schoolClass.informerId() == null ? ClassIssue.INFORMER_MISSING : null,
                        schoolClass.headTeacherId() == null ? ClassIssue.HEAD_TEACHER_MISSING : null)
                .filter(Objects::nonNull)
                .toList();
    }
}
