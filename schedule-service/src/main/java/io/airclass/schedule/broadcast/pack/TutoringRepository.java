package io.airclass.schedule.broadcast.pack;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tutoring that was planned; {@code _id} is {@code lesson/class} and the shard key. */
@Repository
class TutoringRepository {
    private final AggregateStore<Tutoring> tutorings;

    TutoringRepository(Database database) {
        tutorings = database.aggregates("lessonTutorings", Tutoring.class);
    }

    private static String idOf(String lessonId, String classId) {
        return lessonId + "/" + classId;
    }

    Flux<Stored<Tutoring>> of(String lessonId, Collection<String> classIds) {
        return tutorings.findAll(
                classIds.stream().map(classId -> idOf(lessonId, classId)).toList());
    }

    Mono<Put<Tutoring>> put(
            String lessonId,
            String classId,
            Optional<Long> expectedVersion,
            Function<Optional<Tutoring>, Decision<Tutoring>> decide) {
        return tutorings.put(
                idOf(lessonId, classId), expectedVersion, current -> decide.apply(current.map(Stored::value)));
    }

    /** Empty where none was planned. */
    Mono<Stored<Tutoring>> change(String lessonId, String classId, Function<Tutoring, Decision<Tutoring>> decide) {
        return tutorings.change(idOf(lessonId, classId), Optional.empty(), current -> decide.apply(current.value()));
    }
}
