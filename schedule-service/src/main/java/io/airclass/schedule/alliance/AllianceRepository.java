package io.airclass.schedule.alliance;

import static com.mongodb.client.model.Filters.eq;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The alliances; {@code _id} is the alliance's id and the shard key. */
@Repository
class AllianceRepository {
    private final AggregateStore<Alliance> alliances;

    AllianceRepository(Database database) {
        alliances = database.aggregates(
                "alliances",
                Alliance.class,
                NamedIndex.on("byOrg", "orgId", "_id"),
                NamedIndex.on("byLiveSchool", "liveSchoolIds", "_id"),
                NamedIndex.on("byReceivingSchool", "receivingSchoolIds", "_id"));
    }

    Mono<Stored<Alliance>> find(String id) {
        return alliances.find(id);
    }

    Mono<Put<Alliance>> put(
            String id,
            Optional<Long> expectedVersion,
            Function<Optional<Stored<Alliance>>, Decision<Alliance>> decide) {
        return alliances.put(id, expectedVersion, decide);
    }

    Mono<Page<Stored<Alliance>>> ofBureau(String orgId, PageRequest page) {
        return alliances.page(eq("orgId", orgId), page);
    }

    Mono<Page<Stored<Alliance>>> live(String schoolId, PageRequest page) {
        return alliances.page(eq("liveSchoolIds", schoolId), page);
    }

    Mono<Page<Stored<Alliance>>> receiving(String schoolId, PageRequest page) {
        return alliances.page(eq("receivingSchoolIds", schoolId), page);
    }
}
