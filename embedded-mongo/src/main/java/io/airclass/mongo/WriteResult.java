package io.airclass.mongo;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a command of several statements has done so far. */
final class WriteResult {
    private final boolean update;
    private final List<Document> upserted = new ArrayList<>();
    private final List<Document> errors = new ArrayList<>();
    private int index;
    private int matched;
    private int modified;

    WriteResult(boolean update) {
        this.update = update;
    }

    /** From here on the next statement is meant. */
    void next() {
        index++;
    }

    void add(int documents) {
        matched += documents;
    }

    /**
     * Takes over the answer to an update of one statement.
     *
     * @throws MongoServerError when that failed
     */
    void add(Document answer) {
        if (answer.get("writeErrors") instanceof Collection<?> failures && !failures.isEmpty()) {
            var failure = (Document) failures.iterator().next();
            throw new MongoServerError(
                    failure.get("code") instanceof Number code ? code.intValue() : 8,
                    (String) failure.getOrDefault("codeName", "UnknownError"),
                    (String) failure.get("errmsg"));
        }
        matched += (Integer) answer.get("n");
        modified += (Integer) answer.get("nModified");
        if (answer.get("upserted") instanceof Collection<?> inserted) {
            inserted.forEach(
                    one -> upserted.add(new Document("index", index).append("_id", ((Document) one).get("_id"))));
        }
    }

    void failed(MongoServerError error) {
        var failure = new Document("index", index)
                .append("code", error.getCode())
                .append("errmsg", error.getMessageWithoutErrorCode());
        failure.putIfNotNull("codeName", error.getCodeName());
        errors.add(failure);
    }

    Document toDocument() {
        var result = new Document("n", matched);
        if (update) {
            result.append("nModified", modified);
        }
        if (!upserted.isEmpty()) {
            result.append("upserted", upserted);
        }
        if (!errors.isEmpty()) {
            result.append("writeErrors", errors);
        }
        return result.append("ok", 1.0);
    }
}
