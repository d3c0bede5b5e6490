package io.airclass.testkit.notes;

import com.mongodb.client.model.Filters;
import io.airclass.contracts.PublishedEvent;
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
import reactor.core.publisher.Mono;

/** The collection of notes. */
@Repository
class NoteRepository {
    final AggregateStore<Note> store;

    NoteRepository(Database database) {
        store = database.aggregates("notes", Note.class, NamedIndex.on("byOwnerAndText", "owner", "text", "_id"));
    }

    Mono<Stored<Note>> create(IdempotencyKey key, Note note, PublishedEvent event) {
        return store.create(key.id(), key.requestHash(), note, List.of(event));
    }

    Mono<Stored<Note>> find(String id) {
        return store.find(id);
    }

    Mono<Page<Stored<Note>>> ofOwner(String owner, PageRequest page) {
        return store.page(Filters.eq("owner", owner), page);
    }

    Mono<Stored<Note>> change(String id, Optional<Long> expected, Function<Stored<Note>, Decision<Note>> decide) {
        return store.change(id, expected, decide);
    }
}
