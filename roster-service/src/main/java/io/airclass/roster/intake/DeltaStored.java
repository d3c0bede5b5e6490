package io.airclass.roster.intake;

import io.airclass.kit.store.Stored;
import io.airclass.roster.classes.SchoolClass;
import io.airclass.roster.org.Org;
import io.airclass.roster.people.Person;
import io.airclass.roster.term.Term;
import java.util.Map;
import java.util.Set;

/**
 * What is stored of all that a bundle of changes is about.
 *
 * @param usedOrgs ids of leaving or moving organisations, each with what is stored below it or granted at it: {@code org:}, {@code class:} and
 *     {@code person:} with the id
 * @param peopleElsewhere people whom the import may not touch
 */
record DeltaStored(
        Map<String, Stored<Org>> orgs,
        Map<String, Stored<Term>> terms,
        Map<String, Stored<SchoolClass>> classes,
        Map<String, Stored<Person>> people,
        Map<String, Stored<SourceRow>> rows,
        Map<String, Stored<RowIds>> rowIds,
        Map<String, Set<String>> usedOrgs,
        Set<String> peopleElsewhere) {}
