package io.airclass.kit.outbox;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.size;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.airclass.kit.events.EventJson;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Await;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.RetriableException;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.RawBsonDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends what waits in the outboxes of one service. One thread of its own: a nudge after each save, batches as they
 * gather, and a sweep for what no nudge announced. When the broker is away everything waits; when a single event cannot
 * be sent (too large, say) its document alone waits, longer each time, and the others go on.
 */
public final class OutboxRelay implements SmartLifecycle {
    /** The array of events in a document. */
    public static final String OUTBOX = "outbox";
    /** When its events may next be looked after by any replica, less the claim time; milliseconds since 1970. */
    public static final String OUTBOX_AT = "outboxAt";
    /** How often an event of this document could not be sent. */
    public static final String OUTBOX_TRIES = "outboxTries";

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
    /** Claims that wait for the disk at once share its sync; one after the other they are what a long sweep waits for. */
    private static final int CLAIMS_AT_ONCE = 25;

    private static final Duration PAUSE_FIRST = Duration.ofMillis(500);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(5);
    private static final Duration BACK_OFF_FIRST = Duration.ofSeconds(5);
    private static final Duration DRAIN_MAX = Duration.ofSeconds(10);

    private final KafkaTemplate<String, byte[]> kafka;
    private final EventJson events;
    private final AirclassSettings.Outbox settings;
    private final Duration deliveryTimeout;
    private final Clock clock;
    private final Map<String, MongoCollection<RawBsonDocument>> served = new ConcurrentHashMap<>();
    private final BlockingQueue<Nudge> nudges;
    private final Counter sent;
    private final Counter failed;
    private final AtomicLong oldestWaitingMs = new AtomicLong();
    private volatile boolean running;
    private volatile Thread thread;
    private Duration pause = Duration.ZERO;
    private long sweepAtNanos;

    private record Nudge(String collection, String id) {}

    private enum Outcome {
        SENT,
        REFUSED,
        BROKER_AWAY
    }

    public OutboxRelay(
            KafkaTemplate<String, byte[]> kafka,
            EventJson events,
            AirclassSettings settings,
            Clock clock,
            MeterRegistry meters) {
        this.kafka = kafka;
        this.events = events;
        this.settings = settings.outbox();
        this.deliveryTimeout = settings.kafka().deliveryTimeout();
        this.clock = clock;
        this.nudges = new ArrayBlockingQueue<>(this.settings.nudgesMax());
        this.sent = meters.counter("airclass.outbox.events.sent");
        this.failed = meters.counter("airclass.outbox.events.failed");
        meters.gauge("airclass.outbox.oldest.seconds", oldestWaitingMs, age -> age.get() / 1000.0);
    }

    /** Looks after the outboxes of this collection too. */
    public void serve(MongoCollection<RawBsonDocument> collection) {
        served.put(collection.getNamespace().getCollectionName(), collection);
    }

    /** Says that a document has new events. Never waits: what finds no room is found by the sweep. */
    public void nudge(String collection, String id) {
        nudges.offer(new Nudge(collection, id));
    }

    /** Age of the oldest event that waits, as the last sweep saw it. */
    public Duration oldestWaiting() {
        return Duration.ofMillis(oldestWaitingMs.get());
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("outbox-relay").daemon().start(this::run);
    }

    /** Stops after what was nudged is sent, as far as the broker is there. */
    @Override
    public void stop() {
        running = false;
        var relaying = thread;
        if (relaying == null) {
            return;
        }
        try {
            relaying.join(DRAIN_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Ends after the web server and the listeners. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void run() {
        while (running || !nudges.isEmpty()) {
            try {
                if (!turn()) {
                    if (!running) {
                        return;
                    }
                    pause = pause.isZero() ? PAUSE_FIRST : shorter(pause.multipliedBy(2), PAUSE_MAX);
                    nudges.clear();
                    sweepAtNanos = System.nanoTime() + pause.toNanos();
                    waitWhilePaused();
                } else {
                    pause = Duration.ZERO;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException databaseAway) {
                log.warn("Outboxes cannot be read or cleared: {}", databaseAway.toString());
                sweepAtNanos = System.nanoTime() + settings.sweepWait().toNanos();
                if (!running) {
                    return;
                }
            }
        }
    }

    private void waitWhilePaused() throws InterruptedException {
        long until = System.nanoTime() + pause.toNanos();
        while (running && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** One batch of nudges, or one sweep; false when the broker is away. */
    private boolean turn() throws InterruptedException {
        long wait = running ? Math.max(0, sweepAtNanos - System.nanoTime()) : 0;
        var first = nudges.poll(wait, TimeUnit.NANOSECONDS);
        if (first != null) {
            var batch = new LinkedHashSet<Nudge>();
            batch.add(first);
            nudges.drainTo(batch, settings.batchMax() - 1);
            return relayNudged(batch);
        }
        boolean more = false;
        long oldest = 0;
        for (var collection : served.values()) {
            var swept = sweep(collection);
            if (!swept.brokerThere()) {
                return false;
            }
            more |= swept.more();
            oldest = Math.max(oldest, swept.oldestMs());
        }
        oldestWaitingMs.set(oldest);
        sweepAtNanos = System.nanoTime() + (more ? 0 : settings.sweepWait().toNanos());
        return true;
    }

    private boolean relayNudged(Set<Nudge> batch) throws InterruptedException {
        var byCollection = new LinkedHashMap<String, List<String>>();
        batch.forEach(n -> byCollection
                .computeIfAbsent(n.collection(), _ -> new ArrayList<>())
                .add(n.id()));
        for (var each : byCollection.entrySet()) {
            var collection = served.get(each.getKey());
            var found = Await.of(Flux.from(collection
                            .find(in("_id", each.getValue()))
                            .projection(Projections.include(OUTBOX, OUTBOX_AT, OUTBOX_TRIES)))
                    .collectList());
            if (!relay(collection, found)) {
                return false;
            }
        }
        return true;
    }

    private record Swept(boolean brokerThere, boolean more, long oldestMs) {}

    private Swept sweep(MongoCollection<RawBsonDocument> collection) throws InterruptedException {
        long now = clock.millis();
        long due = now - settings.claimTime().toMillis();
        var found = Await.of(Flux.from(collection
                        .find(and(gt(OUTBOX_AT, 0L), lte(OUTBOX_AT, due)))
                        .sort(Sorts.ascending(OUTBOX_AT))
                        .projection(Projections.include(OUTBOX, OUTBOX_AT, OUTBOX_TRIES))
                        .limit(settings.batchMax()))
                .collectList());
        if (found.isEmpty()) {
            return new Swept(true, false, 0);
        }
        var claimed = Await.of(Flux.fromIterable(found)
                .flatMapSequential(document -> claim(collection, document, now), CLAIMS_AT_ONCE)
                .collectList());
        boolean there = relay(collection, claimed);
        return new Swept(there, found.size() == settings.batchMax(), now - oldest(found));
    }

    private static long oldest(List<RawBsonDocument> found) {
        return found.stream()
                .filter(document ->
                        document.isArray(OUTBOX) && !document.getArray(OUTBOX).isEmpty())
                .mapToLong(document -> document.getArray(OUTBOX)
                        .getFirst()
                        .asDocument()
                        .getDateTime("time")
                        .getValue())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private static Mono<RawBsonDocument> claim(
            MongoCollection<RawBsonDocument> collection, RawBsonDocument document, long now) {
        var seen = and(eq("_id", document.get("_id")), eq(OUTBOX_AT, document.get(OUTBOX_AT)));
        return Mono.from(collection.updateOne(seen, Updates.set(OUTBOX_AT, now)))
                .filter(result -> result.getMatchedCount() == 1)
                .map(_ -> document);
    }

    /** Sends the events of these documents and takes out what was sent; false when the broker is away. */
    private boolean relay(MongoCollection<RawBsonDocument> collection, List<RawBsonDocument> documents)
            throws InterruptedException {
        var sendings = new LinkedHashMap<RawBsonDocument, List<Sending>>();
        for (var document : documents) {
            sendings.put(document, send(document));
        }
        var writes = new ArrayList<WriteModel<RawBsonDocument>>();
        boolean brokerThere = true;
        for (var each : sendings.entrySet()) {
            brokerThere &= settle(each.getKey(), each.getValue(), writes);
        }
        if (!writes.isEmpty()) {
            Await.of(Mono.from(collection.bulkWrite(writes, new BulkWriteOptions().ordered(true))));
        }
        return brokerThere;
    }

    private record Sending(BsonDocument entry, CompletableFuture<?> result) {}

    private List<Sending> send(RawBsonDocument document) {
        var sendings = new ArrayList<Sending>();
        if (document.isArray(OUTBOX)) {
            for (var value : document.getArray(OUTBOX)) {
                var entry = value.asDocument();
                sendings.add(new Sending(entry, sendOne(entry)));
            }
        }
        return sendings;
    }

    private CompletableFuture<?> sendOne(BsonDocument entry) {
        try {
            return kafka.send(events.record(entry));
        } catch (RuntimeException notSent) {
            return CompletableFuture.failedFuture(notSent);
        }
    }

    private boolean settle(RawBsonDocument document, List<Sending> sendings, List<WriteModel<RawBsonDocument>> writes)
            throws InterruptedException {
        var id = eq("_id", document.get("_id"));
        var done = new ArrayList<String>();
        var outcome = Outcome.SENT;
        for (var sending : sendings) {
            var one = outcome(sending);
            if (one == Outcome.SENT && outcome == Outcome.SENT) {
                done.add(sending.entry().getString("id").getValue());
            } else if (one != Outcome.SENT && outcome == Outcome.SENT) {
                outcome = one;
            }
        }
        sent.increment(done.size());
        if (!done.isEmpty()) {
            writes.add(new UpdateOneModel<>(id, Updates.pull(OUTBOX, in("id", done))));
        }
        switch (outcome) {
            case SENT ->
                writes.add(new UpdateOneModel<>(
                        and(id, size(OUTBOX, 0)),
                        Updates.combine(Updates.unset(OUTBOX_AT), Updates.unset(OUTBOX_TRIES))));
            case REFUSED -> {
                failed.increment();
                long tries = document.getInt64(OUTBOX_TRIES, new BsonInt64(0)).getValue() + 1;
                var backOff =
                        shorter(BACK_OFF_FIRST.multipliedBy(1L << Math.min(tries - 1, 16)), settings.backOffMax());
                writes.add(new UpdateOneModel<>(
                        id,
                        Updates.combine(
                                Updates.set(OUTBOX_TRIES, tries),
                                Updates.set(
                                        OUTBOX_AT,
                                        clock.millis()
                                                + backOff.toMillis()
                                                - settings.claimTime().toMillis()))));
            }
            case BROKER_AWAY -> failed.increment();
        }
        return outcome != Outcome.BROKER_AWAY;
    }

    private Outcome outcome(Sending sending) throws InterruptedException {
        try {
            sending.result().get(deliveryTimeout.toMillis() + 5_000, TimeUnit.MILLISECONDS);
            return Outcome.SENT;
        } catch (TimeoutException e) {
            return Outcome.BROKER_AWAY;
        } catch (ExecutionException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof RetriableException) {
                    log.warn("The broker does not take events: {}", cause.toString());
                    return Outcome.BROKER_AWAY;
                }
            }
            log.error(
                    "Event {} {} cannot be sent: {}",
                    sending.entry().getString("type").getValue(),
                    sending.entry().getString("id").getValue(),
                    e.getCause().toString());
            return Outcome.REFUSED;
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
