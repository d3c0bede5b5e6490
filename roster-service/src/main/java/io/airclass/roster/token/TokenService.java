package io.airclass.roster.token;

import com.nimbusds.jwt.JWTClaimsSet;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Duty;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.roster.account.AccountService;
import io.airclass.roster.people.Grant;
import io.airclass.roster.people.Person;
import io.airclass.roster.people.PersonRepository;
import io.airclass.roster.profile.ProfileService;
import io.airclass.roster.token.Session.End;
import io.airclass.roster.token.SessionRules.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Signing in, refreshing, signing out. */
@Service
class TokenService {
    private static final int SECRET_BYTES = 32;
    private static final int REFRESH_TOKEN_CHARS_MAX = 200;
    private static final int REFRESH_ATTEMPTS_MAX = 4;

    private final AccountService accounts;
    private final PersonRepository people;
    private final SessionRepository sessions;
    private final SigningService signing;
    private final ProfileService profiles;
    private final AirclassSettings.Issuer issuer;
    private final TokenSettings settings;
    private final Clock clock;
    private final MeterRegistry meters;
    private final SecureRandom random = new SecureRandom();

    TokenService(
            AccountService accounts,
            PersonRepository people,
            SessionRepository sessions,
            SigningService signing,
            ProfileService profiles,
            AirclassSettings airclass,
            TokenSettings settings,
            Clock clock,
            MeterRegistry meters) {
        this.accounts = accounts;
        this.people = people;
        this.sessions = sessions;
        this.signing = signing;
        this.profiles = profiles;
        this.issuer = airclass.issuer();
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
    }

    /** What a client gets. */
    record Tokens(String accessToken, long expiresInSeconds, String refreshToken) {}

    private record Refresh(String sessionId, String secret) {
        String hash() {
            return Ids.sha256Hex(secret.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return sessionId + "." + secret;
        }
    }

    /**
     * @param address where the request comes from
     * @param client what the program calls itself; may be null
     */
    Mono<Tokens> signIn(String username, String password, String address, String client) {
        return accounts.verified(username, password, address)
                .flatMap(verified -> people.find(verified.personId())
                        .filter(person -> person.value().enabled())
                        .flatMap(person -> open(person, verified.mustChangePassword(), client)))
                .switchIfEmpty(Refused.mono(Rejection.unauthenticated("sign-in-refused")))
                .doOnNext(_ -> count("ok"))
                .doOnError(Refused.class, refused -> count(refused.rejection().slug()));
    }

    private Mono<Tokens> open(Stored<Person> person, boolean mustChangePassword, String client) {
        var refresh = newRefresh(Ids.next());
        var session = SessionRules.begin(person.id(), refresh.hash(), client, clock.instant(), settings.refreshAge());
        return sessions.create(refresh.sessionId(), session).then(tokens(person, mustChangePassword, refresh));
    }

    Mono<Tokens> refresh(String refreshToken) {
        int dot = refreshToken.indexOf('.');
        if (dot < 1 || refreshToken.length() > REFRESH_TOKEN_CHARS_MAX) {
            return refused();
        }
        var presented = new Refresh(refreshToken.substring(0, dot), refreshToken.substring(dot + 1));
        return refresh(presented, 1);
    }

    private Mono<Tokens> refresh(Refresh presented, int attempt) {
        return sessions.find(presented.sessionId())
                .flatMap(session -> decide(session, presented))
                .onErrorResume(
                        VersionMoved.class,
                        moved -> attempt < REFRESH_ATTEMPTS_MAX ? refresh(presented, attempt + 1) : Mono.error(moved))
                .switchIfEmpty(refused());
    }

    private Mono<Tokens> decide(Stored<Session> session, Refresh presented) {
        var next = newRefresh(presented.sessionId());
        var verdict = SessionRules.refresh(
                session.value(),
                presented.hash(),
                next.hash(),
                clock.instant(),
                settings.refreshAge(),
                settings.sessionAge());
        return switch (verdict) {
            case Verdict.Rotated(Session.Open open) ->
                people.find(open.personId())
                        .filter(person -> person.value().enabled())
                        .flatMap(person -> accounts.mustChangePassword(person.id())
                                .flatMap(must -> sessions.save(session, open).then(tokens(person, must, next))))
                        .switchIfEmpty(Mono.defer(() -> end(session, End.DISABLED)));
            case Verdict.Reused(Session.Ended ended) -> {
                meters.counter("airclass_session_reused_total").increment();
                yield sessions.save(session, ended).then(refused());
            }
            case Verdict.Refused() -> refused();
        };
    }

    private Mono<Tokens> end(Stored<Session> session, End end) {
        return sessions.save(session, SessionRules.end(session.value(), end, clock.instant()))
                .then(refused());
    }

    Mono<Void> signOut(Caller caller) {
        return sessions.change(
                        caller.sessionId(),
                        session -> caller.is(session.personId())
                                ? SessionRules.end(session, End.SIGNED_OUT, clock.instant())
                                : session,
                        List.of())
                .then();
    }

    /** Expired sessions go, a few at a time. Spring calls this once and subscribes again and again. */
    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT10M")
    Mono<Long> removeExpired() {
        return Mono.defer(() -> sessions.removeExpired(clock.instant())).onErrorResume(_ -> Mono.just(0L));
    }

    private static Mono<Tokens> refused() {
        return Refused.mono(Rejection.unauthenticated("refresh-refused"));
    }

    private void count(String outcome) {
        meters.counter("airclass_sign_in_total", "outcome", outcome).increment();
    }

    private Refresh newRefresh(String sessionId) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new Refresh(sessionId, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    private Mono<Tokens> tokens(Stored<Person> person, boolean mustChangePassword, Refresh refresh) {
        return profiles.isMissing(person)
                .map(missing -> duties(mustChangePassword, missing))
                .flatMap(duties -> tokens(person, duties, refresh));
    }

    private static List<Duty> duties(boolean mustChangePassword, boolean profileMissing) {
        var duties = new ArrayList<Duty>();
        if (mustChangePassword) {
            duties.add(Duty.PASSWORD_CHANGE);
        }
        if (profileMissing) {
            duties.add(Duty.PROFILE);
        }
        return duties;
    }

    private Mono<Tokens> tokens(Stored<Person> person, List<Duty> duties, Refresh refresh) {
        Instant at = clock.instant();
        Instant end = end(person.value(), at);
        return signing.sign(claims(person, duties, refresh.sessionId(), at, end))
                .map(access -> new Tokens(access, Duration.between(at, end).toSeconds(), refresh.toString()));
    }

    /** No token outlives a grant that it names. */
    private Instant end(Person person, Instant at) {
        Instant latest = at.plus(settings.accessAge());
        return person.nextChangeAfter(at).filter(latest::isAfter).orElse(latest);
    }

    private JWTClaimsSet claims(Stored<Person> person, List<Duty> duties, String sessionId, Instant at, Instant end) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(issuer.uri())
                .audience(issuer.audience())
                .subject(person.id())
                .claim("sid", sessionId)
                .claim(
                        "grants",
                        person.value().grantsAt(at).stream().map(Grant::text).toList())
                .issueTime(Date.from(at))
                .expirationTime(Date.from(end));
        if (!duties.isEmpty()) {
            claims.claim("must", duties.stream().map(Duty::claim).toList());
        }
        return claims.build();
    }
}
