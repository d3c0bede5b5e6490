package io.airclass.kit.store;

import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.airclass.kit.events.EventJson;
import io.airclass.kit.outbox.OutboxRelay;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.bson.RawBsonDocument;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The database of one service: where repositories get their collections, and where the indexes that they named are made,
 * before anything is served.
 */
public final class Database implements SmartLifecycle {
    /** Before the outbox relay, the listeners and the web server. */
    public static final int PHASE = -1000;

    private static final Duration FIRST_ANSWER = Duration.ofSeconds(60);

    private final MongoDatabase database;
    private final OutboxRelay relay;
    private final EventJson events;
    private final Clock clock;
    private final List<Planned> planned = new CopyOnWriteArrayList<>();
    private volatile boolean running;

    private record Planned(String collection, List<NamedIndex> indexes) {}

    public Database(MongoDatabase database, OutboxRelay relay, EventJson events, Clock clock) {
        this.database = database;
        this.relay = relay;
        this.events = events;
        this.clock = clock;
    }

    /**
     * A collection of aggregates.
     *
     * @param type a record, or a sealed interface of records
     */
    public <T> AggregateStore<T> aggregates(String name, Class<T> type, NamedIndex... indexes) {
        var all = new ArrayList<>(List.of(indexes));
        all.add(NamedIndex.sparse("outboxAt", AggregateStore.OUTBOX_AT));
        planned.add(new Planned(name, all));
        var collection = database.getCollection(name, RawBsonDocument.class);
        relay.serve(collection);
        return new AggregateStore<>(collection, database.getCodecRegistry().get(type), type, relay, events, clock);
    }

    /** A plain collection, for read models and the like. */
    public <T> MongoCollection<T> collection(String name, Class<T> type, NamedIndex... indexes) {
        planned.add(new Planned(name, List.of(indexes)));
        return database.getCollection(name, type);
    }

    /** The driver's database, for what is not served here. */
    public MongoDatabase driver() {
        return database;
    }

    /** Makes the indexes that were named so far; those that are there stay as they are. */
    public Mono<Void> makeIndexes() {
        return Flux.fromIterable(planned)
                .filter(plan -> !plan.indexes().isEmpty())
                .concatMap(plan -> database.getCollection(plan.collection())
                        .createIndexes(
                                plan.indexes().stream().map(NamedIndex::model).toList()))
                .then();
    }

    /** The names of the collections that were asked for. */
    public Stream<String> collections() {
        return planned.stream().map(Planned::collection).distinct();
    }

    @Override
    public void start() {
        Await.of(makeIndexes()
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(2)))
                .timeout(FIRST_ANSWER));
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
