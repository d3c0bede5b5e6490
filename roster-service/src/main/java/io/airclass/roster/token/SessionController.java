package io.airclass.roster.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.Stored;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** One's own sessions, and the end of somebody's. */
@RestController
class SessionController {
    private final SessionService sessions;
    private final AccessService access;

    SessionController(SessionService sessions, AccessService access) {
        this.sessions = sessions;
        this.access = access;
    }

    /**
     * @param client what the program called itself at the sign-in
     * @param current whether the request came from it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SessionResponse(
            String id, Instant signedInAt, Instant lastUsedAt, Instant expiresAt, String client, boolean current) {
        static SessionResponse of(Caller caller, Stored<Session> stored) {
            boolean current = stored.id().equals(caller.sessionId());
            return switch (stored.value()) {
                case Session.Open open ->
                    new SessionResponse(
                            stored.id(),
                            open.signedInAt(),
                            open.lastUsedAt(),
                            open.expiresAt(),
                            open.client(),
                            current);
                case Session.Ended ended ->
                    new SessionResponse(stored.id(), null, ended.endedAt(), ended.expiresAt(), null, current);
            };
        }
    }

    @GetMapping("/api/me/sessions")
    Mono<Page<SessionResponse>> own(
            Caller caller,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return sessions.own(caller, PageRequest.of("_id", true, limit, cursor))
                .map(page -> page.map(session -> SessionResponse.of(caller, session)));
    }

    @DeleteMapping("/api/me/sessions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> endOne(Caller caller, @PathVariable String id) {
        return sessions.endOwn(caller, id);
    }

    @DeleteMapping("/api/me/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> endAll(Caller caller) {
        return sessions.endOwn(caller);
    }

    @DeleteMapping("/api/people/{id}/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> endSomebodys(Caller caller, @PathVariable String id) {
        return access.endSessions(caller, id);
    }
}
