package io.airclass.notification.inbox;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.RawBsonDocument;
import org.bson.codecs.Codec;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code inbox}: one document for each message of each person. Shard key: {@code recipientId, _id}. */
@Repository
public class InboxRepository {
    static final String BY_RANK = "recipient-rank";
    private static final String RECIPIENT = "recipientId";
    private static final String RANK = "rank";
    private static final int WRITES_MAX = 200;
    private static final int DUPLICATE_KEY = 11000;
    private static final BulkWriteOptions EACH_FOR_ITSELF = new BulkWriteOptions().ordered(false);

    private final MongoCollection<RawBsonDocument> collection;
    private final Codec<Message> codec;

    InboxRepository(Database database) {
        collection = database.collection(
                "inbox",
                RawBsonDocument.class,
                NamedIndex.of(
                        BY_RANK,
                        Indexes.compoundIndex(Indexes.ascending(RECIPIENT), Indexes.descending(RANK, "_id")),
                        new IndexOptions()));
        codec = database.driver().getCodecRegistry().get(Message.class);
    }

    /** A message as it stands in its inbox, and whether it was put there just now. */
    public record Kept(Message message, boolean added) {}

    /**
     * Puts those messages into their inboxes that are not there yet, in writes of bounded size.
     *
     * @return all of them as they stand there now: one of an earlier delivery keeps its instant, and what was read stays read
     */
    public Flux<Kept> putAll(List<Message> messages) {
        return Flux.fromIterable(messages).buffer(WRITES_MAX).concatMap(this::putSome);
    }

    private Flux<Kept> putSome(List<Message> messages) {
        List<InsertOneModel<RawBsonDocument>> writes = messages.stream()
                .map(message -> new InsertOneModel<>(new RawBsonDocument(message, codec)))
                .toList();
        return Mono.from(collection.bulkWrite(writes, EACH_FOR_ITSELF))
                .map(_ -> Set.<Integer>of())
                .onErrorResume(MongoBulkWriteException.class, InboxRepository::alreadyThere)
                .flatMapMany(there -> {
                    Map<Boolean, List<Message>> byThere = IntStream.range(0, messages.size())
                            .boxed()
                            .collect(Collectors.partitioningBy(
                                    there::contains, Collectors.mapping(messages::get, Collectors.toList())));
                    return Flux.fromIterable(byThere.get(false))
                            .map(message -> new Kept(message, true))
                            .concatWith(asTheyStand(byThere.get(true)));
                });
    }

    private static Mono<Set<Integer>> alreadyThere(MongoBulkWriteException error) {
        boolean nothingElse = error.getWriteConcernError() == null
                && error.getWriteErrors().stream().allMatch(write -> write.getCode() == DUPLICATE_KEY);
        return nothingElse
                ? Mono.just(error.getWriteErrors().stream()
                        .map(write -> write.getIndex())
                        .collect(Collectors.toUnmodifiableSet()))
                : Mono.error(error);
    }

    private Flux<Kept> asTheyStand(List<Message> known) {
        List<String> ids = known.stream().map(Message::id).toList();
        return ids.isEmpty()
                ? Flux.empty()
                : Flux.from(collection.find(in("_id", ids)).batchSize(WRITES_MAX))
                        .map(document -> new Kept(message(document), false));
    }

    /** The unread messages, then the read ones, each the newest first. */
    Mono<Page<Message>> page(String recipientId, Integer limit, String cursor) {
        PageRequest page = PageRequest.of(RANK, true, limit, cursor);
        return Flux.from(collection
                        .find(page.after(eq(RECIPIENT, recipientId)))
                        .sort(page.sort())
                        .limit(page.limit() + 1)
                        .batchSize(page.limit() + 1))
                .collectList()
                .map(found -> page.page(found).map(this::message));
    }

    Mono<Message> find(String recipientId, String id) {
        return Mono.from(collection
                        .find(and(eq("_id", id), eq(RECIPIENT, recipientId)))
                        .limit(1))
                .map(this::message);
    }

    /** Writes that an unread message was read; a message that was read before keeps its instant. */
    Mono<Void> markRead(Message message, Instant at) {
        Bson unread = and(eq("_id", message.id()), eq(RECIPIENT, message.recipientId()), gte(RANK, Message.UNREAD));
        Bson read = Updates.combine(Updates.set(RANK, message.deliveredAt().toEpochMilli()), Updates.set("readAt", at));
        return Mono.from(collection.updateOne(unread, read)).then();
    }

    /** How many are unread, or {@code countMax} when there are that many or more; reads the index and no document. */
    Mono<Integer> unread(String recipientId, int countMax) {
        return Mono.from(collection.countDocuments(
                        and(eq(RECIPIENT, recipientId), gte(RANK, Message.UNREAD)), new CountOptions().limit(countMax)))
                .map(Long::intValue);
    }

    /** What was delivered from that instant on, read or not, the oldest first; at most {@code limitMax}, the newest of them. */
    public Mono<List<Message>> deliveredSince(String recipientId, Instant from, int limitMax) {
        long since = from.toEpochMilli();
        return Flux.merge(
                        newest(recipientId, gte(RANK, Message.UNREAD + since), limitMax),
                        newest(recipientId, and(gte(RANK, since), lt(RANK, Message.UNREAD)), limitMax))
                .sort(Comparator.comparing(Message::deliveredAt).thenComparing(Message::id))
                .collectList()
                .map(found -> found.subList(Math.max(0, found.size() - limitMax), found.size()));
    }

    private Flux<Message> newest(String recipientId, Bson ranks, int limitMax) {
        return Flux.from(collection
                        .find(and(eq(RECIPIENT, recipientId), ranks))
                        .sort(Sorts.descending(RANK, "_id"))
                        .limit(limitMax)
                        .batchSize(limitMax))
                .map(this::message);
    }

    private Message message(RawBsonDocument document) {
        return document.decode(codec);
    }
}
