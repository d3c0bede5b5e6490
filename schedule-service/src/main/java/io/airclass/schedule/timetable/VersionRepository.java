package io.airclass.schedule.timetable;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the published versions contain; the documents never change, so what was read once is right for ever. */
@Repository
public class VersionRepository {
    /** How many classes' weeks are kept in memory; about 10 KB each. */
    private static final int HELD_MAX = 4_000;

    /** Longer than a version holds; older ones were followed by others. */
    private static final int DAYS_BACK_MAX = 800;

    private static final int FOUND_MAX = 1_000;

    private final MongoCollection<TimetableVersion> versions;
    private final MongoCollection<Found> ids;
    private final Cache<String, TimetableVersion> held =
            Caffeine.newBuilder().maximumSize(HELD_MAX).build();

    /** Where a version belongs. */
    public record Found(@BsonId String id, String classId) {}

    VersionRepository(Database database) {
        versions = database.collection(
                "timetableVersions",
                TimetableVersion.class,
                NamedIndex.on("byTeacher", "teacherIds", "effectiveFrom", "_id"));
        ids = database.collection("timetableVersions", Found.class);
    }

    /** Keeps the content of a version; the same one again changes nothing. */
    Mono<Void> keep(TimetableVersion version) {
        return Mono.from(versions.replaceOne(eq("_id", version.id()), version, new ReplaceOptions().upsert(true)))
                .then();
    }

    public Flux<TimetableVersion> findAll(Collection<String> versionIds) {
        var found = new ArrayList<TimetableVersion>();
        var missing = new ArrayList<String>();
        for (var id : versionIds) {
            var version = held.getIfPresent(id);
            if (version == null) {
                missing.add(id);
            } else {
                found.add(version);
            }
        }
        return missing.isEmpty()
                ? Flux.fromIterable(found)
                : Flux.fromIterable(found)
                        .concatWith(Flux.from(versions.find(in("_id", missing)))
                                .doOnNext(version -> held.put(version.id(), version)));
    }

    /** The classes where somebody has taught by a day; whether a version holds, its timetable says. */
    public Mono<List<String>> classesTaughtBy(String teacherId, LocalDate day) {
        return classes(and(
                eq("teacherIds", teacherId),
                gte("effectiveFrom", day.minusDays(DAYS_BACK_MAX)),
                lte("effectiveFrom", day)));
    }

    private Mono<List<String>> classes(Bson filter) {
        return Flux.from(ids.find(filter)
                        .projection(Projections.include("classId"))
                        .sort(Sorts.descending("effectiveFrom", "_id"))
                        .limit(FOUND_MAX))
                .map(Found::classId)
                .distinct()
                .collectList();
    }
}
