package io.airclass.schedule.filing;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.airclass.kit.store.Database;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The collection {@code filingContents}, shard key {@code _id}: what versions of filings contain; the documents never change. */
@Repository
class FilingContentRepository {
    private static final ReplaceOptions OR_INSERT = new ReplaceOptions().upsert(true);

    private final MongoCollection<KeptContent> contents;

    FilingContentRepository(Database database) {
        contents = database.collection("filingContents", KeptContent.class);
    }

    /** Keeps a content; the same one again changes nothing. */
    Mono<Void> keep(String id, FilingContent content) {
        return Mono.from(contents.replaceOne(eq("_id", id), new KeptContent(id, content), OR_INSERT))
                .then();
    }

    Mono<FilingContent> find(String id) {
        return Mono.from(contents.find(eq("_id", id)).limit(1)).map(KeptContent::content);
    }
}
