package io.airclass.roster.people;

import io.airclass.roster.org.OrgRepository;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Where a person stands in the tree: the line of each organisation that the person has to do with. */
@Service
public class PersonLinesService {
    private final OrgRepository orgs;

    PersonLinesService(OrgRepository orgs) {
        this.orgs = orgs;
    }

    /** {@code within} of the person's schools and of the organisations of all grants, those that have ended too. */
    public Mono<List<List<String>>> of(Person person) {
        return lines(
                person,
                Stream.concat(person.grants().stream(), person.issued().stream().map(IssuedGrant::grant)));
    }

    /** {@code within} of the person's schools and of the organisations of the grants that hold at that instant. */
    public Mono<List<List<String>>> at(Person person, Instant at) {
        return lines(person, person.grantsAt(at).stream());
    }

    private Mono<List<List<String>>> lines(Person person, Stream<Grant> grants) {
        var ids = Stream.concat(person.schoolIds().stream(), grants.map(Grant::org))
                .toList();
        return orgs.findAll(ids).map(stored -> stored.value().within()).collectList();
    }
}
