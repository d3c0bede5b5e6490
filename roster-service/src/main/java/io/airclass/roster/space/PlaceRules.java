package io.airclass.roster.space;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Grant;
import io.airclass.roster.classes.SchoolClass;
import io.airclass.roster.people.Person;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where somebody has to do with classes, by the grants of the token and the roster together. */
final class PlaceRules {
    private PlaceRules() {}

    /**
     * What is known of the caller.
     *
     * @param me nothing where the caller is nobody in the roster
     * @param children of the caller's, by id
     * @param classes of all of them, by id
     * @param lines {@code within} of the organisations of the caller's grants, by id
     */
    record Known(
            Person me,
            Map<String, Person> children,
            Map<String, SchoolClass> classes,
            Map<String, List<String>> lines) {}

    /** For each grant the classes that it reaches, or else its organisation; a guardian is nowhere without a child. */
    static List<Place> places(Caller caller, Known known) {
        return caller.grants().stream()
                .filter(grant -> known.lines().containsKey(grant.org()))
                .flatMap(grant -> places(caller.personId(), grant, known))
                .distinct()
                .toList();
    }

    private static Stream<Place> places(String me, Grant grant, Known known) {
        var inClasses =
                switch (grant.role()) {
                    case STUDENT -> inClasses(me, grant, known.me().classIds(), known);
                    case TEACHER, HEAD_TEACHER ->
                        inClasses(me, grant, known.me().taughtClassIds(), known);
                    case GUARDIAN ->
                        known.children().entrySet().stream()
                                .filter(child -> child.getValue().guardianIds().contains(me))
                                .flatMap(child ->
                                        inClasses(
                                                child.getKey(),
                                                grant,
                                                child.getValue().classIds(),
                                                known)
                                                .stream())
                                .toList();
                    case SCHOOL_ADMINISTRATOR,
                            PRINCIPAL,
                            TEACHING_OFFICER,
                            TECHNICAL_OFFICER,
                            SUPERVISION_OFFICER,
                            ORG_ADMINISTRATOR,
                            RESEARCHER,
                            VENDOR_ENGINEER,
                            PLATFORM_ADMINISTRATOR -> List.<Place>of();
                };
        return inClasses.isEmpty() && grant.role() != Role.GUARDIAN
                ? Stream.of(new Place(me, grant.role(), known.lines().get(grant.org()), null, null))
                : inClasses.stream();
    }

    private static List<Place> inClasses(String personId, Grant grant, Collection<String> ids, Known known) {
        return ids.stream()
                .map(known.classes()::get)
                .filter(found ->
                        found != null && !found.isDeleted() && found.within().contains(grant.org()))
                .map(found -> new Place(personId, grant.role(), found.schoolWithin(), found.stage(), found.grade()))
                .toList();
    }
}
