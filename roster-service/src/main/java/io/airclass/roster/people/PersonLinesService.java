package io.airclass.roster.people;

import io.airclass.roster.org.OrgRepository;
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

    /** {@code within} of the person's schools and of the organisations of all grants, by one query. */
    public Mono<List<List<String>>> of(Person person) {
        var ids = Stream.of(
                        person.schoolIds().stream(),
                        person.grants().stream().map(Grant::org),
                        person.issued().stream().map(IssuedGrant::org))
                .flatMap(each -> each)
                .toList();
        return orgs.findAll(ids).map(stored -> stored.value().within()).collectList();
    }
}
