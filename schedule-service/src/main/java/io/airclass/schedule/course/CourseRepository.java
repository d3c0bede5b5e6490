package io.airclass.schedule.course;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Sorts;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code courses}, shard key {@code _id}; one document a class or group, school year and subject. */
@Repository
class CourseRepository {
    /** Subjects of one class or group. */
    static final int OF_HOLDER_MAX = 60;

    private final AggregateStore<Course> courses;

    CourseRepository(Database database) {
        courses = database.aggregates(
                "courses",
                Course.class,
                NamedIndex.on("byHolder", "holderId", "schoolYear", "_id"),
                NamedIndex.on("bySchool", "schoolId", "schoolYear", "_id"));
    }

    static String id(String holderId, String schoolYear, String subject) {
        return Ids.from("course", holderId, schoolYear, subject);
    }

    Mono<Stored<Course>> find(String id) {
        return courses.find(id);
    }

    Mono<Put<Course>> put(
            String id, Optional<Long> expectedVersion, Function<Optional<Stored<Course>>, Decision<Course>> decide) {
        return courses.put(id, expectedVersion, decide);
    }

    Mono<Stored<Course>> change(
            String id, Optional<Long> expectedVersion, Function<Stored<Course>, Decision<Course>> decide) {
        return courses.change(id, expectedVersion, decide);
    }

    Flux<Stored<Course>> ofHolder(String holderId, String schoolYear) {
        return courses.query(
                and(eq("holderId", holderId), eq("schoolYear", schoolYear)), Sorts.ascending("_id"), OF_HOLDER_MAX);
    }

    Mono<Page<Stored<Course>>> ofSchool(String schoolId, String schoolYear, PageRequest page) {
        return courses.page(and(eq("schoolId", schoolId), eq("schoolYear", schoolYear)), page);
    }
}
