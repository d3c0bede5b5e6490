package io.airclass.rosterview;

import static com.mongodb.client.model.Filters.eq;

import com.github.benmanes.caffeine.cache.Ticker;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Held;
import io.airclass.policy.Policies;
import io.airclass.policy.PolicyBook;
import io.airclass.policy.Rule;
import io.airclass.policy.pack.ShippedPacks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The regimes and local rules of all organisations, as the roster told them, and the book that they make with the shipped packs. The
 * book is held whole: there are few of them. Whether it is still right is one read by id every few seconds, of a stamp that each
 * change moves <em>after</em> it is stored: who reads the stamp first and the rest then, never holds an older state under a newer stamp.
 */
final class PolicyCopy {
    private static final Logger log = LoggerFactory.getLogger(PolicyCopy.class);
    private static final Policies SHIPPED = ShippedPacks.policies();
    private static final String THE_ONE = "policies";
    private static final String MOVES = "moves";
    private static final UpdateOptions OR_INSERT = new UpdateOptions().upsert(true);

    private final RosterRepository<Regimes> regimes;
    private final RosterRepository<StoredRule> rules;
    private final MongoCollection<BsonDocument> stamps;
    private final Held<Known> held;
    private volatile Known last = new Known(-1, new PolicyBook(SHIPPED, Map.of()));

    /** A book and the stamp that was read before it. */
    private record Known(long stamp, PolicyBook book) {}

    PolicyCopy(Database database, RosterViewSettings settings, Ticker ticker) {
        regimes = new RosterRepository<>(database.collection("rosterRegimes", Regimes.class));
        rules = new RosterRepository<>(database.collection("rosterRules", StoredRule.class));
        stamps = database.collection("rosterStamps", BsonDocument.class);
        held = settings.held(ticker);
    }

    /** All rules and regimes, at most as old as what is held may be. */
    Mono<PolicyBook> book() {
        return held.get(THE_ONE, _ -> known()).map(Known::book);
    }

    Mono<Void> apply(Regimes state) {
        return regimes.replaceOlder(state.id(), state.sequence(), state).then(moved());
    }

    Mono<Void> apply(StoredRule state) {
        return rules.replaceOlder(state.id(), state.sequence(), state).then(moved());
    }

    /** Also after a record that changed nothing: the one before it may have been stored by somebody who then died. */
    private Mono<Void> moved() {
        return Mono.defer(() -> Mono.from(stamps.updateOne(eq("_id", THE_ONE), Updates.inc(MOVES, 1L), OR_INSERT)))
                .retryWhen(Retry.max(1).filter(RosterRepository::isTaken))
                .doOnSuccess(_ -> held.forget(THE_ONE))
                .then();
    }

    private Mono<Known> known() {
        return Mono.from(stamps.find(eq("_id", THE_ONE)).limit(1))
                .map(stamp -> stamp.getInt64(MOVES).getValue())
                .defaultIfEmpty(0L)
                .flatMap(stamp -> stamp == last.stamp() ? Mono.just(last) : read(stamp))
                .doOnNext(known -> last = known);
    }

    private Mono<Known> read(long stamp) {
        var timelines = regimes.all(Regimes::id)
                .collect(Collectors.toMap(Regimes::id, each -> PolicyRules.timeline(each.periods())));
        return Mono.zip(
                timelines,
                rules.all(StoredRule::id).filter(rule -> !rule.deleted()).collectList(),
                (said, local) -> new Known(stamp, new PolicyBook(SHIPPED.plus(understood(local)), said)));
    }

    /** A rule that a newer roster told and this version cannot understand is left out and said so; it must not stop all the others. */
    private static List<Rule> understood(List<StoredRule> stored) {
        var understood = new ArrayList<Rule>();
        for (var each : stored) {
            try {
                understood.add(PolicyRules.rule(each).rule());
            } catch (IllegalArgumentException e) {
                log.warn("The local rule {} is not understood: {}", each.id(), e.getMessage());
            }
        }
        return understood;
    }
}
