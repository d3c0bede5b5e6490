package io.airclass.schedule.live.attendance;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.schedule.live.PlannedLessons.Own;
import io.airclass.schedule.retention.Kept;
import io.airclass.schedule.retention.Oldest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The collection {@code attendance}, shard key {@code _id}: for each lesson and class {@value #BUCKETS} documents {@code {people: {<person>:
 * {<device>: {<minute>: {from, until, students?, left?}}}}, firstAt}}, each with its share of the people. Everything is written by {@code $min} and
 * {@code $max}, so that order and repetition do not matter, and no write waits for another. A person has at most one entry for each minute
 * and device, about 40 bytes; a document of a class of fifty stays under 100 KB even where everybody joins with every device every minute.
 */
@Repository
class AttendanceRepository implements Kept {
    /** Documents for each lesson and class. */
    static final int BUCKETS = 4;

    private static final int IDS_MAX = 500;

    /** When the first of them was seen: how old a document is. */
    private static final String FIRST_AT = "firstAt";

    private static final int ATTEMPTS_MAX = 4;
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private final MongoCollection<BsonDocument> attendance;

    AttendanceRepository(Database database) {
        attendance = database.collection("attendance", BsonDocument.class, NamedIndex.sparse("firstAt", FIRST_AT));
    }

    @Override
    public String what() {
        return "attendance";
    }

    @Override
    public Time time() {
        return Time.PERSONAL;
    }

    @Override
    public Mono<Long> end(Instant before, int max) {
        return Oldest.delete(attendance, FIRST_AT, before, max);
    }

    /** Stores all of them; the same again changes nothing. */
    Mono<Void> store(List<Sign> signs) {
        var writes = writes(signs);
        return Mono.defer(() -> Mono.from(attendance.bulkWrite(writes, UNORDERED)))
                .retryWhen(Retry.max(ATTEMPTS_MAX).filter(AttendanceRepository::isMadeByAnother))
                .then();
    }

    /** Two replicas made the same document at the same moment; then it is there, and the same write finds it. */
    private static boolean isMadeByAnother(Throwable thrown) {
        return thrown instanceof MongoBulkWriteException bulk
                && bulk.getWriteConcernError() == null
                && bulk.getWriteErrors().stream().allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY);
    }

    private static List<WriteModel<BsonDocument>> writes(List<Sign> signs) {
        var byDocument = new LinkedHashMap<String, Changes>();
        signs.forEach(sign -> byDocument
                .computeIfAbsent(id(sign.lessonId(), sign.group(), bucket(sign.personId())), _ -> new Changes())
                .add(sign));
        var writes = new ArrayList<WriteModel<BsonDocument>>(byDocument.size());
        byDocument.forEach((id, changes) -> writes.add(new UpdateOneModel<>(eq("_id", id), changes.update(), UPSERT)));
        return writes;
    }

    static String id(String lessonId, String group, int bucket) {
        return lessonId + "/" + group + "/" + bucket;
    }

    static int bucket(String personId) {
        return Math.floorMod(personId.hashCode(), BUCKETS);
    }

    /** All that was stored of these groups of a lesson. */
    Mono<List<Seen>> of(String lessonId, Collection<String> groups) {
        var ids = groups.stream()
                .distinct()
                .flatMap(group -> IntStream.range(0, BUCKETS).mapToObj(bucket -> id(lessonId, group, bucket)))
                .toList();
        return Flux.fromIterable(ids)
                .buffer(IDS_MAX)
                .concatMap(some -> attendance.find(in("_id", some)))
                .concatMapIterable(AttendanceRepository::seen)
                .collectList();
    }

    /** What was stored of one person. */
    Mono<List<Seen>> of(String lessonId, String group, String personId) {
        return Mono.from(attendance
                        .find(eq("_id", id(lessonId, group, bucket(personId))))
                        .limit(1))
                .map(document -> seen(document).stream()
                        .filter(seen -> seen.personId().equals(personId))
                        .toList())
                .defaultIfEmpty(List.of());
    }

    /** What was stored of one person in some lessons. */
    Flux<Seen> of(Collection<Own> lessons, String personId) {
        var ids = lessons.stream()
                .map(lesson -> id(lesson.lessonId(), lesson.group(), bucket(personId)))
                .distinct()
                .toList();
        return Flux.fromIterable(ids)
                .buffer(IDS_MAX)
                .concatMap(some -> attendance.find(in("_id", some)))
                .concatMapIterable(AttendanceRepository::seen)
                .filter(seen -> seen.personId().equals(personId));
    }

    private static List<Seen> seen(BsonDocument document) {
        var all = new ArrayList<Seen>();
        document.getDocument("people").forEach((person, devices) -> devices.asDocument()
                .forEach((device, minutes) -> minutes.asDocument().values().forEach(minute -> {
                    var fields = minute.asDocument();
                    all.add(new Seen(
                            person.replace('~', '.'),
                            Device.valueOf(device),
                            instant(fields, "from"),
                            instant(fields, "until"),
                            fields.getInt32("students", new BsonInt32(0)).getValue(),
                            fields.containsKey("left") ? instant(fields, "left") : null));
                })));
        return all;
    }

    private static Instant instant(BsonDocument fields, String name) {
        return Instant.ofEpochMilli(fields.getDateTime(name).getValue());
    }

    /** What one document is told. */
    private static final class Changes {
        private final BsonDocument least = new BsonDocument();
        private final BsonDocument most = new BsonDocument();

        void add(Sign sign) {
            String place = "people." + field(sign.personId()) + '.'
                    + sign.device().name() + ".m" + (sign.minute() - AttendanceRules.MINUTE_MIN) + '.';
            var at = new BsonDateTime(sign.at().toEpochMilli());
            least(place + "from", at);
            least(FIRST_AT, at);
            most(place + "until", at);
            if (sign.left()) {
                most(place + "left", at);
            }
            if (sign.screenStudents() > 0) {
                most.merge(
                        place + "students",
                        new BsonInt32(sign.screenStudents()),
                        (a, b) -> a.asInt32().getValue() >= b.asInt32().getValue() ? a : b);
            }
        }

        private void least(String field, BsonDateTime at) {
            least.merge(field, at, (a, b) -> a.asDateTime().compareTo(b.asDateTime()) <= 0 ? a : b);
        }

        private void most(String field, BsonDateTime at) {
            most.merge(field, at, (a, b) -> a.asDateTime().compareTo(b.asDateTime()) >= 0 ? a : b);
        }

        /** A dot would be a step down, and no id has a tilde. */
        private static String field(String personId) {
            return personId.replace('.', '~');
        }

        BsonDocument update() {
            return new BsonDocument("$min", least).append("$max", most);
        }
    }
}
