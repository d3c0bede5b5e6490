package io.airclass.roster.intake;

import io.airclass.kit.store.Stored;
import io.airclass.roster.classes.ClassRepository;
import io.airclass.roster.classes.SchoolClass;
import io.airclass.roster.oneroster.Bundle;
import io.airclass.roster.oneroster.BundleFile;
import io.airclass.roster.oneroster.Row;
import io.airclass.roster.oneroster.Rows;
import io.airclass.roster.org.Org;
import io.airclass.roster.org.OrgRepository;
import io.airclass.roster.people.Grant;
import io.airclass.roster.people.Person;
import io.airclass.roster.people.PersonRepository;
import io.airclass.roster.term.TermRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Looks up, for an import that does not reach everything, which of the bundle's ids are stored outside its reach. */
@Service
class ReachService {
    private final OrgRepository orgs;
    private final TermRepository terms;
    private final ClassRepository classes;
    private final PersonRepository people;
    private final IntakeSettings settings;
    private final Scheduler blocking;
    private final Clock clock;

    ReachService(
            OrgRepository orgs,
            TermRepository terms,
            ClassRepository classes,
            PersonRepository people,
            IntakeSettings settings,
            Scheduler blocking,
            Clock clock) {
        this.orgs = orgs;
        this.terms = terms;
        this.classes = classes;
        this.people = people;
        this.settings = settings;
        this.blocking = blocking;
        this.clock = clock;
    }

    Mono<Reach> of(Bundle bundle, Asked asked) {
        if (asked.reachesAll()) {
            return Mono.just(Reach.all(asked));
        }
        var above = Flux.just(asked.within()).concatMap(orgs::findAll);
        var storedOrgs = above.concatWith(ids(bundle, BundleFile.ORGS).concatMap(orgs::findAll));
        var storedTerms = ids(bundle, BundleFile.ACADEMIC_SESSIONS).concatMap(terms::findAll);
        var outside = ids(bundle, BundleFile.CLASSES)
                .concatMap(classes::findAll)
                .filter(found -> !asked.reaches(found.value().within()))
                .map(Stored::id);
        return Mono.zip(
                        byId(storedOrgs),
                        byId(storedTerms),
                        outside.collect(Collectors.toSet()),
                        peopleElsewhere(bundle, asked))
                .map(found -> new Reach(asked, found.getT1(), found.getT2(), found.getT3(), found.getT4(), Set.of()));
    }

    private Mono<Set<String>> peopleElsewhere(Bundle bundle, Asked asked) {
        return ids(bundle, BundleFile.USERS)
                .concatMap(batch -> people.findAll(batch).collectList())
                .concatMap(found -> elsewhere(found, asked))
                .collect(HashSet::new, Set::addAll);
    }

    /** Those of some stored people whose places or grants the import may not touch. */
    Mono<Set<String>> elsewhere(List<Stored<Person>> found, Asked asked) {
        var orgIds = new HashSet<String>();
        var classIds = new HashSet<String>();
        found.forEach(person -> {
            person.value().grantsAt(clock.instant()).forEach(grant -> orgIds.add(grant.org()));
            orgIds.addAll(person.value().schoolIds());
            classIds.addAll(person.value().classIds());
            classIds.addAll(person.value().taughtClassIds());
        });
        return Mono.zip(byId(orgs.findAll(orgIds)), byId(classes.findAll(classIds)))
                .map(places -> found.stream()
                        .filter(person -> !isWithin(person.value(), places.getT1(), places.getT2(), asked))
                        .map(Stored::id)
                        .collect(Collectors.toSet()));
    }

    /** Somebody without any place belongs to nobody who could be asked here. */
    private boolean isWithin(Person person, Map<String, Org> tree, Map<String, SchoolClass> theirs, Asked asked) {
        List<Grant> grants = person.grantsAt(clock.instant());
        var places = new ArrayList<List<String>>();
        grants.forEach(grant -> places.add(within(grant.org(), tree)));
        person.schoolIds().forEach(id -> places.add(within(id, tree)));
        theirs.values().stream()
                .filter(each -> !each.within().isEmpty())
                .filter(each -> person.classIds().contains(each.within().getLast())
                        || person.taughtClassIds().contains(each.within().getLast()))
                .forEach(each -> places.add(each.within()));
        return !places.isEmpty()
                && places.stream().allMatch(asked::reaches)
                && grants.stream()
                        .allMatch(grant -> ImportRules.mayGive(asked, grant.role(), within(grant.org(), tree)));
    }

    private static List<String> within(String orgId, Map<String, Org> tree) {
        return tree.containsKey(orgId) ? tree.get(orgId).within() : List.of(orgId);
    }

    private static <T> Mono<Map<String, T>> byId(Flux<Stored<T>> found) {
        return found.collect(HashMap::new, (map, each) -> map.put(each.id(), each.value()));
    }

    /** The ids of a file, some at a time; a row whose form is wrong has none. */
    private Flux<Collection<String>> ids(Bundle bundle, BundleFile file) {
        if (!bundle.has(file)) {
            return Flux.empty();
        }
        Flux<Collection<String>> batches = Flux.using(
                () -> bundle.rowsAgain(file),
                rows -> Flux.generate(sink -> {
                    try {
                        var batch = next(rows);
                        if (batch.isEmpty()) {
                            sink.complete();
                        } else {
                            sink.next(batch);
                        }
                    } catch (IOException e) {
                        sink.error(e);
                    }
                }),
                ReachService::close);
        return batches.subscribeOn(blocking);
    }

    private Collection<String> next(Rows rows) throws IOException {
        var batch = new HashSet<String>();
        var row = rows.next();
        while (row.isPresent()) {
            batch.add(row.map(Row::id).get());
            row.map(each -> each.text("parentSourcedId"))
                    .filter(parent -> !parent.isEmpty())
                    .ifPresent(batch::add);
            row = batch.size() < settings.batchMax() ? rows.next() : Optional.empty();
        }
        return batch;
    }

    private static void close(Rows rows) {
        try {
            rows.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
