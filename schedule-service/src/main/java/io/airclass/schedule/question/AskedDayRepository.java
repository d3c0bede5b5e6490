package io.airclass.schedule.question;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The collection {@code questionDays}, shard key {@code _id}: a person and a day; kept for three days. */
@Repository
class AskedDayRepository {
    private static final long KEPT_DAYS = 3;
    private static final Duration AGAIN_AFTER = Duration.ofHours(1);

    private final AggregateStore<AskedDay> store;

    AskedDayRepository(Database database) {
        store = database.aggregates(
                "questionDays",
                AskedDay.class,
                NamedIndex.of(
                        "expiry", Indexes.ascending("at"), new IndexOptions().expireAfter(KEPT_DAYS, TimeUnit.DAYS)));
    }

    /** Takes one of the day's places for a question, once; refused with {@code questions-exhausted} when there is none. */
    Mono<Void> take(String personId, String day, String questionId, int max, Instant at) {
        String id = personId + "~" + day;
        return store.create(id, null, new AskedDay(List.of(questionId), at), List.of())
                .onErrorResume(
                        Refused.class,
                        _ -> store.change(id, Optional.empty(), current -> {
                            var ids = new ArrayList<>(current.value().questionIds());
                            if (ids.contains(questionId)) {
                                return Decision.unchanged(current.value());
                            }
                            ids.add(questionId);
                            return ids.size() > max
                                    ? Decision.rejected(Rejection.tooMany("questions-exhausted", AGAIN_AFTER)
                                            .with("max", max))
                                    : Decision.accepted(
                                            new AskedDay(ids, current.value().at()));
                        }))
                .then();
    }
}
