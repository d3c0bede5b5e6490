package io.airclass.roster.batch;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.roster.account.AccountService;
import io.airclass.roster.account.OneTimePasswords;
import io.airclass.roster.audit.Audit;
import io.airclass.roster.batch.AccountBatch.Making;
import io.airclass.roster.batch.AccountBatch.Order;
import io.airclass.roster.batch.AccountBatch.Ready;
import io.airclass.roster.classes.ClassRepository;
import io.airclass.roster.org.Org;
import io.airclass.roster.org.OrgRepository;
import io.airclass.roster.people.Person;
import io.airclass.roster.people.PersonRepository;
import io.airclass.roster.personal.Sealing;
import io.airclass.roster.token.AccessRules;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asking for a batch, and fetching its list once. */
@Service
class BatchService {
    private static final int SEED_BYTES = 32;
    private static final int READ_TOGETHER = 200;

    private final BatchRepository batches;
    private final OrgRepository orgs;
    private final ClassRepository classes;
    private final PersonRepository people;
    private final AccountService accounts;
    private final Sealing sealing;
    private final ZoneId timeZone;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    BatchService(
            BatchRepository batches,
            OrgRepository orgs,
            ClassRepository classes,
            PersonRepository people,
            AccountService accounts,
            Sealing sealing,
            AirclassSettings settings,
            Clock clock) {
        this.batches = batches;
        this.orgs = orgs;
        this.classes = classes;
        this.people = people;
        this.accounts = accounts;
        this.sealing = sealing;
        this.timeZone = settings.timeZone();
        this.clock = clock;
    }

    static String context(String batchId) {
        return "accountBatches/" + batchId + "/seed";
    }

    /** @param classId null for the whole school */
    Mono<Stored<AccountBatch>> ask(
            Caller caller, IdempotencyKey key, String orgId, String classId, List<Role> whom, boolean replace) {
        return orgs.findAll(List.of(orgId))
                .next()
                .map(Stored::value)
                .filter(org -> caller.reaches(EnumSet.allOf(Role.class), org.within()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("not-found")))
                .flatMap(org -> allowed(caller, org, orgId, classId))
                .flatMap(org -> {
                    byte[] seed = new byte[SEED_BYTES];
                    random.nextBytes(seed);
                    var order = new Order(
                            caller.personId(),
                            clock.instant(),
                            orgId,
                            classId,
                            whom,
                            replace,
                            caller.orgsAs(AccessRules.ADMINISTERING),
                            org.within());
                    var making = new Making(order, sealing.seal(seed, context(key.id())), clock.instant(), 0);
                    var facts = Map.of("batch", key.id(), "class", classId == null ? "" : classId);
                    return batches.create(
                            key.id(),
                            key.requestHash(),
                            making,
                            List.of(Audit.ofOrg(caller, "passwords-asked-for", org.within(), facts)));
                });
    }

    private Mono<Org> allowed(Caller caller, Org org, String orgId, String classId) {
        if (!caller.reaches(AccessRules.ADMINISTERING, org.within())) {
            return Refused.mono(Rejection.forbidden("account-batch-forbidden"));
        }
        if (!org.isSchool()) {
            return Refused.mono(Rejection.ruleBroken("account-batch-not-a-school"));
        }
        return classId == null
                ? Mono.just(org)
                : classes.findAll(List.of(classId))
                        .next()
                        .filter(found -> found.value().schoolId().equals(orgId))
                        .switchIfEmpty(Refused.mono(Rejection.ruleBroken("account-batch-class-unknown")))
                        .thenReturn(org);
    }

    Mono<Stored<AccountBatch>> read(Caller caller, String id) {
        return batches.find(id)
                .filter(batch -> caller.is(batch.value().order().askedBy()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("not-found")));
    }

    /** The list; the write that makes it unfetchable comes before its first byte. */
    Mono<byte[]> fetch(Caller caller, String id) {
        return read(caller, id).flatMap(batch -> switch (batch.value()) {
            case Making _ -> Refused.<byte[]>mono(Rejection.conflict("account-batch-not-ready"));
            case AccountBatch.Over _ -> gone();
            case Ready ready when !clock.instant().isBefore(ready.dueAt()) -> gone();
            case Ready ready -> take(caller, batch, ready);
        });
    }

    private static Mono<byte[]> gone() {
        return Refused.mono(Rejection.gone("account-batch-gone"));
    }

    private Mono<byte[]> take(Caller caller, Stored<AccountBatch> batch, Ready ready) {
        byte[] seed = sealing.open(ready.seed(), context(batch.id()));
        var facts = Map.of(
                "batch",
                batch.id(),
                "passwords",
                String.valueOf(ready.personIds().size()));
        var audit = Audit.ofOrg(caller, "passwords-fetched", ready.order().within(), facts);
        return batches.save(batch, BatchRules.taken(ready, clock.instant()), List.of(audit))
                .then(csv(batch.id(), ready, seed))
                .onErrorResume(VersionMoved.class, _ -> gone());
    }

    private Mono<byte[]> csv(String batchId, Ready ready, byte[] seed) {
        return Mono.zip(
                orgs.findAll(List.of(ready.order().orgId()))
                        .next()
                        .map(org -> org.value().name())
                        .defaultIfEmpty(""),
                Flux.fromIterable(ready.personIds())
                        .buffer(READ_TOGETHER)
                        .concatMap(ids -> lines(batchId, ids, seed))
                        .sort(Comparator.comparing(PasswordList.Line::className)
                                .thenComparing(PasswordList.Line::username))
                        .collectList(),
                (school, lines) -> PasswordList.csv(school, lines, timeZone));
    }

    /** Those whose password has been changed since are not on the list. */
    private Flux<PasswordList.Line> lines(String batchId, List<String> ids, byte[] seed) {
        return Mono.zip(people.findAll(ids).collectMap(Stored::id, Stored::value), accounts.handedOut(ids, batchId))
                .flatMapMany(both -> classNames(both.getT1()).flatMapIterable(names -> both.getT2().stream()
                        .filter(account -> both.getT1().containsKey(account.personId()))
                        .map(account -> {
                            Person person = both.getT1().get(account.personId());
                            String className = person.classIds().stream()
                                    .map(classId -> names.getOrDefault(classId, ""))
                                    .findFirst()
                                    .orElse("");
                            return new PasswordList.Line(
                                    className,
                                    person.name(),
                                    account.username(),
                                    OneTimePasswords.of(seed, account.personId()),
                                    account.until());
                        })
                        .toList()));
    }

    private Mono<Map<String, String>> classNames(Map<String, Person> found) {
        var ids = found.values().stream()
                .flatMap(person -> person.classIds().stream().limit(1))
                .distinct()
                .toList();
        return classes.findAll(ids)
                .collectMap(Stored::id, schoolClass -> schoolClass.value().name());
    }
}
