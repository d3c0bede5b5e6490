package io.airclass.schedule.live.training;

import io.airclass.contracts.Role;
import io.airclass.kit.problem.Rejection;
import io.airclass.rosterview.Person;
import io.airclass.schedule.access.AccessRules;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What can be recorded of a training, and who may read and record it. */
final class TrainingRules {
    static final Set<Role> RECORDERS = Set.of(Role.SCHOOL_ADMINISTRATOR, Role.TEACHING_OFFICER);
    static final Set<Role> READERS = Set.of(
            Role.SCHOOL_ADMINISTRATOR,
            Role.PRINCIPAL,
            Role.TEACHING_OFFICER,
            Role.TECHNICAL_OFFICER,
            Role.SUPERVISION_OFFICER,
            Role.ORG_ADMINISTRATOR);

    /** A training is to be repeated after so many years. */
    static final int YEARS_MAX = 3;

    private TrainingRules() {}

    static Optional<Rejection> dates(LocalDate trainedOn, LocalDate validUntil, LocalDate today) {
        boolean right = !trainedOn.isAfter(today)
                && !trainedOn.isBefore(today.minusYears(YEARS_MAX))
                && !validUntil.isBefore(trainedOn)
                && !validUntil.isAfter(trainedOn.plusYears(YEARS_MAX));
        return right
                ? Optional.empty()
                : Optional.of(Rejection.ruleBroken("training-dates-wrong").with("yearsMax", YEARS_MAX));
    }

    /** Those that are no teachers of the school. */
    static List<String> strangers(Collection<String> personIds, Map<String, Person> people, String schoolId) {
        return personIds.stream()
                .filter(id -> !AccessRules.teachesAt(people.get(id), schoolId))
                .toList();
    }
}
