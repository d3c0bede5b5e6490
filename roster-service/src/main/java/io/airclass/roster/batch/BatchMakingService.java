package io.airclass.roster.batch;

import io.airclass.contracts.Role;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.roster.account.AccountService;
import io.airclass.roster.account.AccountService.OneTimePassword;
import io.airclass.roster.account.OneTimePasswords;
import io.airclass.roster.batch.AccountBatch.Ending;
import io.airclass.roster.batch.AccountBatch.Making;
import io.airclass.roster.batch.AccountBatch.Order;
import io.airclass.roster.batch.AccountBatch.Ready;
import io.airclass.roster.classes.ClassRepository;
import io.airclass.roster.classes.SchoolClass;
import io.airclass.roster.figures.FigureService;
import io.airclass.roster.org.OrgRepository;
import io.airclass.roster.people.Person;
import io.airclass.roster.people.PersonRepository;
import io.airclass.roster.personal.Sealing;
import io.airclass.roster.token.Session.End;
import io.airclass.roster.token.SessionService;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sets the passwords of batches, and lets lists expire. Two replicas at one batch set the same passwords, so a lost lease does no harm. */
@Service
class BatchMakingService {
    private static final Logger log = LoggerFactory.getLogger(BatchMakingService.class);
    private static final int WRITTEN_TOGETHER = 100;

    private final BatchRepository batches;
    private final OrgRepository orgs;
    private final ClassRepository classes;
    private final PersonRepository people;
    private final AccountService accounts;
    private final SessionService sessions;
    private final FigureService figures;
    private final Sealing sealing;
    private final BatchSettings settings;
    private final Clock clock;

    BatchMakingService(
            BatchRepository batches,
            OrgRepository orgs,
            ClassRepository classes,
            PersonRepository people,
            AccountService accounts,
            SessionService sessions,
            FigureService figures,
            Sealing sealing,
            BatchSettings settings,
            Clock clock) {
        this.batches = batches;
        this.orgs = orgs;
        this.classes = classes;
        this.people = people;
        this.accounts = accounts;
        this.sessions = sessions;
        this.figures = figures;
        this.sealing = sealing;
        this.settings = settings;
        this.clock = clock;
    }

    /** Spring calls this once and subscribes again and again: hence the defer. */
    @Scheduled(fixedDelayString = "${airclass.batch.sweep-wait:1s}")
    Mono<Void> sweep() {
        return Mono.defer(() -> sweepAt(clock.instant()));
    }

    /** Takes on what is due at this instant. */
    Mono<Void> sweepAt(Instant at) {
        return batches.nextDue(at)
                .flatMap(batch -> batches.save(batch, BatchRules.claim(batch.value(), at, settings.lease()), List.of()))
                .flatMap(batch -> batch.value() instanceof Making making ? make(batch, making) : Mono.empty())
                .onErrorResume(VersionMoved.class, _ -> Mono.empty())
                .onErrorResume(thrown -> {
                    log.warn("A batch of passwords stopped and will be taken on again after its lease", thrown);
                    return Mono.empty();
                });
    }

    private Mono<Void> make(Stored<AccountBatch> batch, Making making) {
        Order order = making.order();
        return members(order)
                .take(settings.peopleMax() + 1L)
                .collectList()
                .flatMap(found -> found.size() > settings.peopleMax()
                        ? batches.save(batch, BatchRules.over(order, Ending.TOO_MANY, clock.instant(), 0, 0), List.of())
                        : handOut(batch, making, found))
                .then();
    }

    private Mono<Stored<AccountBatch>> handOut(Stored<AccountBatch> batch, Making making, List<Stored<Person>> found) {
        byte[] seed = sealing.open(making.seed(), BatchService.context(batch.id()));
        return Flux.fromIterable(found)
                .buffer(WRITTEN_TOGETHER)
                .concatMap(some -> inCharge(making.order(), some)
                        .map(ids -> ids.stream()
                                .map(id -> new OneTimePassword(id, OneTimePasswords.of(seed, id)))
                                .toList())
                        .flatMap(wanted -> accounts.handOut(
                                wanted, batch.id(), making.order().replace()))
                        .flatMap(this::withoutSessions)
                        .delayUntil(_ -> figures.touch(schoolsOfTeachers(some))))
                .collectList()
                .map(lists -> lists.stream().flatMap(List::stream).toList())
                .flatMap(given -> batches.save(
                        batch,
                        new Ready(
                                making.order(),
                                making.seed(),
                                given,
                                found.size() - given.size(),
                                clock.instant().plus(settings.listAge())),
                        List.of()));
    }

    /** Where it is counted who has an account. */
    private static Set<String> schoolsOfTeachers(List<Stored<Person>> some) {
        return some.stream()
                .filter(person -> !person.value().taughtClassIds().isEmpty())
                .flatMap(person -> person.value().schoolIds().stream())
                .collect(Collectors.toSet());
    }

    private Mono<List<String>> withoutSessions(List<String> given) {
        return Flux.fromIterable(given)
                .concatMap(id -> sessions.endAll(id, "", End.PASSWORD_CHANGED))
                .then(Mono.just(given));
    }

    private Flux<Stored<Person>> members(Order order) {
        Instant at = clock.instant();
        return (order.classId() == null ? people.ofSchool(order.orgId()) : ofClass(order))
                .filter(person -> BatchRules.isMeant(order, person.value(), at))
                .distinct(Stored::id);
    }

    private Flux<Stored<Person>> ofClass(Order order) {
        return classes.findAll(List.of(order.classId())).flatMap(found -> {
            SchoolClass schoolClass = found.value();
            var own = Stream.concat(
                            schoolClass.studentIds().stream(),
                            schoolClass.teachers().stream().map(teacher -> teacher.personId()))
                    .distinct()
                    .toList();
            return people.findAll(own)
                    .collectList()
                    .flatMapMany(members -> Flux.concat(
                            Flux.fromIterable(members),
                            order.whom().contains(Role.GUARDIAN)
                                    ? people.findAll(members.stream()
                                            .flatMap(member -> member.value().guardianIds().stream())
                                            .toList())
                                    : Flux.empty()));
        });
    }

    /** The ids of those whose grants all are in the asker's charge, by one query for a batch. */
    private Mono<List<String>> inCharge(Order order, List<Stored<Person>> some) {
        Instant at = clock.instant();
        var elsewhere = some.stream()
                .flatMap(person -> BatchRules.elsewhere(order, person.value(), at))
                .distinct()
                .toList();
        Mono<Map<String, List<String>>> lines = elsewhere.isEmpty()
                ? Mono.just(Map.of())
                : orgs.findAll(elsewhere)
                        .collectMap(Stored::id, org -> org.value().within());
        return lines.map(known -> {
            var ids = new ArrayList<String>();
            for (Stored<Person> person : some) {
                var own = BatchRules.elsewhere(order, person.value(), at)
                        .filter(known::containsKey)
                        .map(known::get)
                        .toList();
                if (BatchRules.isInCharge(order, person.value(), at, own)) {
                    ids.add(person.id());
                }
            }
            return ids;
        });
    }
}
