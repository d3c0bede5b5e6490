package io.airclass.roster.token;

import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.roster.token.Session.End;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Sessions as their owner sees and ends them. An access token that is out lives on, for a quarter of an hour at most. */
@Service
public class SessionService {
    private final SessionRepository sessions;
    private final Clock clock;

    SessionService(SessionRepository sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    Mono<Page<Stored<Session>>> own(Caller caller, PageRequest page) {
        return sessions.openOf(caller.personId(), page);
    }

    Mono<Void> endOwn(Caller caller, String sessionId) {
        return sessions.find(sessionId)
                .filter(session -> caller.is(session.value().personId()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("not-found")))
                .flatMap(session -> end(session.id(), End.SIGNED_OUT, List.of()));
    }

    /** Everywhere, here included. */
    Mono<Void> endOwn(Caller caller) {
        return endAll(caller.personId(), "", End.SIGNED_OUT);
    }

    /** Ends all sessions of a person but one. */
    public Mono<Void> endAll(String personId, String exceptId, End end) {
        return sessions.openOf(personId)
                .filter(session -> !session.id().equals(exceptId))
                .concatMap(session -> end(session.id(), end, List.of()))
                .then();
    }

    /** The first write carries the audit; a person without a session needs none ended. */
    Mono<Void> endAllAudited(String personId, PublishedEvent audit) {
        return sessions.openOf(personId)
                .index()
                .concatMap(session -> end(
                        session.getT2().id(), End.BY_ADMINISTRATOR, session.getT1() == 0 ? List.of(audit) : List.of()))
                .then();
    }

    private Mono<Void> end(String id, End end, List<PublishedEvent> events) {
        return sessions.change(id, session -> SessionRules.end(session, end, clock.instant()), events)
                .then();
    }
}
