package io.airclass.roster.intake;

import io.airclass.contracts.Role;
import io.airclass.roster.org.Org;
import io.airclass.roster.term.Term;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an import may touch, and what of the bundle's ids is stored elsewhere.
 *
 * @param orgs as stored: those whose ids the bundle has, and those above the organisation of the import
 * @param terms as stored, those whose ids the bundle has
 * @param classesElsewhere ids of classes that are stored outside
 * @param peopleElsewhere ids of people who are stored, and have a place or an office that the import may not touch
 * @param refusedPeople those of them whom the bundle would change
 */
record Reach(
        Asked asked,
        Map<String, Org> orgs,
        Map<String, Term> terms,
        Set<String> classesElsewhere,
        Set<String> peopleElsewhere,
        Set<String> refusedPeople) {

    /** Of an import that reaches everything, or almost. */
    static Reach all(Asked asked) {
        return new Reach(asked, Map.of(), Map.of(), Set.of(), Set.of(), Set.of());
    }

    Reach refusing(Set<String> people) {
        return new Reach(asked, orgs, terms, classesElsewhere, peopleElsewhere, people);
    }

    boolean isAll() {
        return asked.reachesAll();
    }

    boolean reaches(List<String> within) {
        return asked.reaches(within);
    }

    /** The organisation of the import itself is its officers' to see, and of those above to change. */
    boolean mayTake(String id, Org wanted) {
        Org stored = orgs.get(id);
        boolean below = reaches(wanted.within()) && !id.equals(asked.orgId());
        return isAll() || wanted.equals(stored) || below && (stored == null || reaches(stored.within()));
    }

    boolean mayTake(String id, Term wanted, Map<String, Org> tree) {
        Term stored = terms.get(id);
        return isAll()
                || wanted.equals(stored)
                || stands(wanted.orgId(), tree) && (stored == null || stands(stored.orgId(), tree));
    }

    private boolean stands(String orgId, Map<String, Org> tree) {
        Org org = tree.getOrDefault(orgId, orgs.get(orgId));
        return org != null && reaches(org.within());
    }

    /** Somebody from elsewhere keeps what they have. */
    boolean mayGive(String personId, Role role, Org org) {
        return peopleElsewhere.contains(personId) || ImportRules.mayGive(asked, role, org.within());
    }
}
