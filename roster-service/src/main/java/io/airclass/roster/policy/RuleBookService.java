package io.airclass.roster.policy;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.roster.org.Org;
import io.airclass.roster.org.OrgService;
import io.airclass.roster.regime.RegimeRules;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** States rules for organisations, ends them and shows them. */
@Service
class RuleBookService {
    private static final int ID_CHARS = 16;
    private static final Set<Role> NAMES_SHOWN_TO = EnumSet.of(
            Role.TEACHING_OFFICER, Role.SUPERVISION_OFFICER, Role.ORG_ADMINISTRATOR, Role.PLATFORM_ADMINISTRATOR);

    private final RuleBookRepository books;
    private final OrgService orgs;
    private final SurroundingsService surroundings;
    private final ZoneId zone;
    private final Clock clock;

    RuleBookService(
            RuleBookRepository books,
            OrgService orgs,
            SurroundingsService surroundings,
            AirclassSettings settings,
            Clock clock) {
        this.books = books;
        this.orgs = orgs;
        this.surroundings = surroundings;
        this.zone = settings.timeZone();
        this.clock = clock;
    }

    /** A book as somebody may read it. */
    record Shown(long version, List<StatedRule> rules, boolean withNames) {}

    private record Office(Stored<Org> org, Surroundings around) {}

    Mono<Shown> read(Caller caller, String orgId) {
        return orgs.read(caller, orgId).flatMap(org -> books.find(orgId)
                .map(book -> new Shown(
                        book.version(),
                        book.value().rules(),
                        caller.reaches(NAMES_SHOWN_TO, org.value().within())))
                .defaultIfEmpty(new Shown(0, List.of(), false)));
    }

    /** The book with the new rule, and the id of that rule. */
    record Added(Stored<RuleBook> book, String ruleId) {}

    Mono<Added> state(Caller caller, String orgId, NewRule asked, IdempotencyKey key) {
        var stated = asked.stated(ruleId(key), caller.personId(), clock.instant(), key.requestHash());
        return office(caller, orgId)
                .flatMap(office -> books.add(
                        orgId,
                        current -> RuleBookRules.state(
                                caller,
                                office.org(),
                                office.around().place(),
                                office.around().without(orgId),
                                current,
                                stated,
                                today())))
                .map(book -> new Added(book, stated.id()));
    }

    /** Short enough to be cited; the same request gives the same one. */
    private static String ruleId(IdempotencyKey key) {
        return "LR-" + key.id().replace("-", "").substring(0, ID_CHARS).toUpperCase(Locale.ROOT);
    }

    Mono<Stored<RuleBook>> end(Caller caller, String orgId, String ruleId, long expected, LocalDate until) {
        return office(caller, orgId)
                .flatMap(office -> books.change(
                        orgId,
                        current -> RuleBookRules.end(caller, office.org(), current, expected, ruleId, until, today())))
                .switchIfEmpty(Refused.mono(Rejection.notFound("not-found")));
    }

    private Mono<Office> office(Caller caller, String orgId) {
        return orgs.readNow(caller, orgId)
                .flatMap(org -> surroundings.of(org.value().within()).map(around -> new Office(org, around)))
                .filter(office -> RegimeRules.isOfficer(caller, office.around().line()))
                .switchIfEmpty(Refused.mono(Rejection.forbidden("rules-forbidden")));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
