package io.airclass.roster.personal;

import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.FieldError;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import io.airclass.roster.audit.Audit;
import io.airclass.roster.classes.ClassRepository;
import io.airclass.roster.org.OrgRepository;
import io.airclass.roster.people.PersonRepository;
import io.airclass.roster.personal.PersonalRules.View;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Takes particulars in, shows them to whom they may be shown, and seals them anew when the key has changed. */
@Service
public class PersonalService {
    private static final int ATTEMPTS_MAX = 8;

    private final PersonalRepository personal;
    private final PersonRepository people;
    private final OrgRepository orgs;
    private final ClassRepository classes;
    private final Sealing sealing;
    private final MeterRegistry meters;

    PersonalService(
            PersonalRepository personal,
            PersonRepository people,
            OrgRepository orgs,
            ClassRepository classes,
            Sealing sealing,
            MeterRegistry meters) {
        this.personal = personal;
        this.people = people;
        this.orgs = orgs;
        this.classes = classes;
        this.sealing = sealing;
        this.meters = meters;
    }

    /** What a caller is shown: the version 0 where nothing is kept. */
    record Shown(long version, Map<Particular, String> texts, boolean masked) {
        @Override
        public String toString() {
            return "Shown" + texts.keySet();
        }
    }

    private record Seen(View view, List<List<String>> schoolLines) {
        List<String> auditLine() {
            return schoolLines.isEmpty() ? List.of() : schoolLines.getFirst();
        }
    }

    // Taking in

    /**
     * Brings the particulars of many people to what a roster says; what it does not say of somebody stays as it is. One read and one write,
     * and where an attempt has written a second read of all of them: of somebody who has left meanwhile nothing is kept.
     *
     * @return how many people's particulars were made or changed
     */
    public Mono<Integer> ensure(Map<String, Particulars> wanted) {
        return wanted.isEmpty() ? Mono.just(0) : ensure(wanted, false, 1);
    }

    /**
     * Removes what is kept of those of these people who have left; of who is there it stays. What is kept is read before it is asked who has
     * left, and removed in the version that was read: who is brought back meanwhile keeps what is written of them anew. What was audited goes
     * out whenever it can.
     */
    public Mono<Void> forget(Collection<String> personIds) {
        return personIds.isEmpty() ? Mono.empty() : forget(personIds, 1);
    }

    private Mono<Void> forget(Collection<String> personIds, int attempt) {
        return personal.findAll(personIds)
                .filter(stored -> !stored.value().isNothing())
                .collectMap(Stored::id, Stored::version)
                .filter(kept -> !kept.isEmpty())
                .flatMap(kept -> people.leftAmong(kept.keySet())
                        .map(id -> new Change<>(id, kept.get(id), Personal.NONE, List.of()))
                        .collectList())
                .flatMap(personal::saveAll)
                .filter(written -> !written)
                .flatMap(_ -> attempt < ATTEMPTS_MAX
                        ? forget(personIds, attempt + 1)
                        : Refused.mono(Rejection.conflict("busy")));
    }

    /** @param written whether an attempt before this one may have written something */
    private Mono<Integer> ensure(Map<String, Particulars> wanted, boolean written, int attempt) {
        return personal.findAll(wanted.keySet())
                .collectMap(Stored::id, Function.identity())
                .flatMap(known -> {
                    var changes = changes(wanted, known);
                    boolean any = written || !changes.isEmpty();
                    return personal.saveAll(changes)
                            .filter(Boolean::booleanValue)
                            .flatMap(_ -> any
                                    ? forget(wanted.keySet()).thenReturn(changes.size())
                                    : Mono.just(changes.size()))
                            .switchIfEmpty(Mono.defer(() -> attempt < ATTEMPTS_MAX
                                    ? ensure(wanted, any, attempt + 1)
                                    : Refused.mono(Rejection.conflict("busy"))));
                });
    }

    private List<Change<Personal>> changes(Map<String, Particulars> wanted, Map<String, Stored<Personal>> known) {
        var changes = new ArrayList<Change<Personal>>();
        wanted.forEach((id, particulars) -> {
            var stored = known.get(id);
            Particulars before = stored == null ? Particulars.NONE : opened(id, stored.value());
            Particulars after = particulars.over(before);
            if (!after.equals(before)) {
                long version = stored == null ? 0 : stored.version();
                changes.add(new Change<>(id, version, seal(id, after), List.of()));
            }
        });
        return changes;
    }

    /** The particulars of people in the clear, for a duty that has been checked and audited; those without any are left out. */
    public Mono<Map<String, Particulars>> open(Set<String> personIds) {
        return personal.findAll(personIds)
                .filter(stored -> !stored.value().isNothing())
                .collectMap(Stored::id, stored -> opened(stored.id(), stored.value()));
    }

    // Showing

    Mono<Shown> read(Caller caller, String personId) {
        return seen(caller, personId).flatMap(seen -> personal.find(personId)
                .map(stored -> shown(stored, seen.view() != View.OWNER, EnumSet.allOf(Particular.class)))
                .defaultIfEmpty(new Shown(0, Map.of(), false)));
    }

    /** Fields in the clear for whoever keeps the register; written down with the fields' names before anything is told. */
    Mono<Shown> disclose(Caller caller, String personId, Set<Particular> fields, String reason) {
        return seen(caller, personId)
                .filter(seen -> seen.view() == View.REGISTRAR)
                .switchIfEmpty(Refused.mono(Rejection.forbidden("disclosure-forbidden")))
                .flatMap(seen -> personal.find(personId)
                        .filter(stored -> !stored.value().isNothing())
                        .switchIfEmpty(Refused.mono(Rejection.notFound("nothing-kept")))
                        .flatMap(stored -> disclosed(caller, seen, stored, fields, reason)));
    }

    private Mono<Shown> disclosed(
            Caller caller, Seen seen, Stored<Personal> stored, Set<Particular> fields, String reason) {
        var facts = Map.of("fields", names(fields), "reason", reason);
        var audit = Audit.ofPerson(caller, "particulars-disclosed", stored.id(), seen.auditLine(), facts);
        return personal.saveAll(List.of(new Change<>(stored.id(), stored.version(), stored.value(), List.of(audit))))
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Refused.mono(Rejection.conflict("busy")))
                .thenReturn(shown(stored, false, fields));
    }

    private static String names(Set<Particular> fields) {
        return fields.stream().map(Particular::field).sorted().collect(Collectors.joining(" "));
    }

    private Shown shown(Stored<Personal> stored, boolean masked, Set<Particular> fields) {
        Particulars clear = opened(stored.id(), stored.value());
        var texts = new EnumMap<Particular, String>(Particular.class);
        for (Particular field : fields) {
            clear.get(field).ifPresent(text -> texts.put(field, masked ? field.masked(text) : text));
        }
        return new Shown(stored.version(), texts, masked);
    }

    // Writing

    /**
     * @param wanted by field; an empty text removes it
     */
    Mono<Shown> write(Caller caller, String personId, Optional<Long> version, Map<Particular, String> wanted) {
        return seen(caller, personId).flatMap(seen -> {
            if (!PersonalRules.writable(seen.view()).containsAll(wanted.keySet())) {
                return Refused.mono(Rejection.forbidden("particulars-not-yours"));
            }
            var plain = new EnumMap<Particular, String>(Particular.class);
            wanted.forEach((field, text) -> plain.put(field, field.normalised(text)));
            var faults = plain.entrySet().stream()
                    .filter(entry ->
                            !entry.getValue().isEmpty() && !entry.getKey().fits(entry.getValue()))
                    .map(entry -> new FieldError("/" + entry.getKey().field(), "form", "has not its form"))
                    .toList();
            if (!faults.isEmpty()) {
                return Refused.mono(Rejection.invalid("particulars-unfit", faults));
            }
            return personal.put(personId, version, current -> decide(caller, personId, seen, plain, current))
                    .delayUntil(_ -> forget(List.of(personId)))
                    .map(Put::stored)
                    .map(stored -> shown(stored, seen.view() != View.OWNER, EnumSet.allOf(Particular.class)));
        });
    }

    private Decision<Personal> decide(
            Caller caller,
            String personId,
            Seen seen,
            Map<Particular, String> wanted,
            Optional<Stored<Personal>> current) {
        Particulars before =
                current.map(stored -> opened(personId, stored.value())).orElse(Particulars.NONE);
        var texts = new EnumMap<Particular, String>(Particular.class);
        for (Particular field : Particular.values()) {
            String text = wanted.getOrDefault(field, before.get(field).orElse(""));
            if (!text.isEmpty()) {
                texts.put(field, text);
            }
        }
        Particulars after = new Particulars(texts);
        if (current.isPresent() && after.equals(before)) {
            return Decision.unchanged(current.get().value());
        }
        PublishedEvent audit = Audit.ofPerson(
                caller, "particulars-changed", personId, seen.auditLine(), Map.of("fields", names(wanted.keySet())));
        return Decision.accepted(seal(personId, after), audit);
    }

    private Mono<Seen> seen(Caller caller, String personId) {
        return people.find(personId)
                .map(Stored::value)
                .filter(person -> !person.isDeleted())
                .flatMap(person -> Mono.zip(
                                orgs.findAll(person.schoolIds())
                                        .map(org -> org.value().within())
                                        .collectList(),
                                classes.headTeachersOf(person.classIds()).collectList())
                        .map(found -> new Seen(
                                PersonalRules.view(
                                        caller, personId, found.getT1(), person.guardianIds(), found.getT2()),
                                found.getT1())))
                .filter(seen -> seen.view() != View.NOTHING)
                .switchIfEmpty(Refused.mono(Rejection.notFound("not-found")));
    }

    // Sealing

    private static String context(String personId, Particular field) {
        return "personal/" + personId + "/" + field.field();
    }

    private Personal seal(String personId, Particulars clear) {
        var byField = new EnumMap<Particular, Sealed>(Particular.class);
        for (Particular field : Particular.values()) {
            clear.get(field).ifPresent(text -> byField.put(field, sealing.seal(text, context(personId, field))));
        }
        var keyIds = new TreeSet<String>();
        byField.values().forEach(secret -> keyIds.add(secret.keyId()));
        return new Personal(
                byField.get(Particular.PHONE),
                byField.get(Particular.IDENTITY_NUMBER),
                byField.get(Particular.STUDENT_NUMBER),
                List.copyOf(keyIds));
    }

    private Particulars opened(String personId, Personal secrets) {
        return new Particulars(Stream.of(Particular.values())
                .filter(field -> Objects.nonNull(secrets.secret(field)))
                .collect(Collectors.toMap(
                        Function.identity(),
                        field -> sealing.openText(secrets.secret(field), context(personId, field)))));
    }

    /** Some of what an older key sealed; Spring calls this once and subscribes again and again. */
    @Scheduled(initialDelayString = "PT30S", fixedDelayString = "PT10S")
    Mono<Long> reseal() {
        return Resealing.some(
                "Particulars",
                sealing,
                meters,
                personal::sealedWith,
                stored -> personal.save(stored, seal(stored.id(), opened(stored.id(), stored.value()))));
    }
}
