package io.airclass.schedule.group;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Sorts;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The groups; {@code _id} is the group's id and the shard key. */
@Repository
class GroupRepository {
    /** Offered by one organisation's schools; more than a student looks through. */
    static final int OFFERED_MAX = 200;
    /** More than overlay one class. */
    static final int OF_CLASSES_MAX = 1_000;

    private final AggregateStore<StudyGroup> groups;

    GroupRepository(Database database) {
        groups = database.aggregates(
                "groups",
                StudyGroup.class,
                NamedIndex.on("bySchool", "schoolId", "_id"),
                NamedIndex.on("byClass", "classIds", "_id"),
                NamedIndex.on("byGuests", "guests.schoolId", "_id"),
                NamedIndex.on("byOffer", "offer.orgId", "_id"));
    }

    Mono<Stored<StudyGroup>> find(String id) {
        return groups.find(id);
    }

    Flux<Stored<StudyGroup>> findAll(List<String> ids) {
        return groups.findAll(ids);
    }

    Mono<Stored<StudyGroup>> create(String id, IdempotencyKey key, StudyGroup group) {
        return groups.create(id, key.requestHash(), group, List.of(GroupRules.told(id, group)));
    }

    Mono<Stored<StudyGroup>> change(
            String id, Optional<Long> expectedVersion, Function<Stored<StudyGroup>, Decision<StudyGroup>> decide) {
        return groups.change(id, expectedVersion, decide);
    }

    Mono<Page<Stored<StudyGroup>>> ofSchool(String schoolId, PageRequest page) {
        return groups.page(eq("schoolId", schoolId), page);
    }

    Flux<Stored<StudyGroup>> ofSchool(String schoolId, int max) {
        return groups.query(eq("schoolId", schoolId), Sorts.ascending("_id"), max);
    }

    Flux<Stored<StudyGroup>> ofClass(String classId) {
        return groups.query(eq("classIds", classId), Sorts.ascending("_id"), OF_CLASSES_MAX);
    }

    /** With students of a school that is not theirs. */
    Flux<Stored<StudyGroup>> withGuestsOf(String schoolId) {
        return groups.query(eq("guests.schoolId", schoolId), Sorts.ascending("_id"), OF_CLASSES_MAX);
    }

    Flux<Stored<StudyGroup>> offeredTo(String orgId) {
        return groups.query(eq("offer.orgId", orgId), Sorts.ascending("_id"), OFFERED_MAX);
    }
}
