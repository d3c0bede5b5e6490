package io.airclass.roster.token;

import io.airclass.contracts.Role;
import io.airclass.contracts.roster.AuditRecordedV1;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.roster.account.AccountService;
import io.airclass.roster.account.AccountService.HandedOut;
import io.airclass.roster.audit.Audit;
import io.airclass.roster.classes.ClassRepository;
import io.airclass.roster.people.Person;
import io.airclass.roster.people.PersonLinesService;
import io.airclass.roster.people.PersonRepository;
import io.airclass.roster.token.Session.End;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Passwords: one's own, and new ones for others. */
@Service
class AccessService {
    private final AccountService accounts;
    private final SessionService sessions;
    private final PersonRepository people;
    private final PersonLinesService lines;
    private final ClassRepository classes;
    private final Clock clock;

    AccessService(
            AccountService accounts,
            SessionService sessions,
            PersonRepository people,
            PersonLinesService lines,
            ClassRepository classes,
            Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.people = people;
        this.lines = lines;
        this.classes = classes;
        this.clock = clock;
    }

    /** With a new password every session but this one ends. */
    Mono<Void> changeOwn(Caller caller, String current, String chosen, String address) {
        return people.find(caller.personId())
                .switchIfEmpty(Refused.mono(Rejection.notFound("person-unknown")))
                .flatMap(me -> accounts.changePassword(me.id(), current, chosen, names(me.value()), address))
                .then(sessions.endAll(caller.personId(), caller.sessionId(), End.PASSWORD_CHANGED));
    }

    private static List<String> names(Person person) {
        return List.of(
                person.name(), person.familyName() + person.givenName(), person.givenName(), person.familyName());
    }

    Mono<HandedOut> reset(Caller caller, String personId) {
        return administered(caller, personId)
                .flatMap(line -> accounts.reset(
                        personId, "reset-" + Ids.next(), List.of(audit(caller, "password-reset", personId, line))))
                .flatMap(handedOut ->
                        sessions.endAll(personId, "", End.PASSWORD_CHANGED).thenReturn(handedOut));
    }

    Mono<Void> endSessions(Caller caller, String personId) {
        return administered(caller, personId)
                .flatMap(line -> sessions.endAllAudited(personId, audit(caller, "sessions-ended", personId, line)));
    }

    private static AuditRecordedV1 audit(Caller caller, String action, String personId, List<String> line) {
        return Audit.ofPerson(caller, action, personId, line, Map.of());
    }

    /** The line to audit under. */
    private Mono<List<String>> administered(Caller caller, String personId) {
        return people.find(personId)
                .flatMap(this::target)
                .switchIfEmpty(Refused.mono(Rejection.notFound("not-found")))
                .flatMap(target -> switch (AccessRules.administer(caller, target)) {
                    case Decision.Accepted<List<String>> accepted -> Mono.just(accepted.next());
                    case Decision.Unchanged<List<String>> unchanged -> Mono.just(unchanged.current());
                    case Decision.Rejected<List<String>>(Rejection rejection) -> Refused.<List<String>>mono(rejection);
                });
    }

    private Mono<AccessRules.Target> target(Stored<Person> person) {
        Person value = person.value();
        var at = clock.instant();
        boolean onlyStudent = value.grantsAt(at).stream().allMatch(grant -> grant.role() == Role.STUDENT);
        return Mono.zip(
                lines.at(value, at),
                classes.headTeachersOf(value.classIds()).collectList(),
                (found, headTeachers) -> new AccessRules.Target(found, onlyStudent, headTeachers));
    }
}
