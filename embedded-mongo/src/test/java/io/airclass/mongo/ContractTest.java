package io.airclass.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.result.UpdateResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The part of MongoDB that Airclass permits itself, asked of every {@link Server}: each has a class of its own below this
 * one. A test gets an empty collection in a database of its own; filters, updates and documents are written as JSON.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(Server.class)
abstract class ContractTest {

    static final int NOT_SUPPORTED = 115;

    private static final AtomicInteger DATABASES = new AtomicInteger();

    @Parameter
    Server server;

    MongoDatabase database;
    MongoCollection<Document> pupils;

    @BeforeEach
    void open() {
        assumeTrue(server.isAvailable(), Server.GIVEN_BY + " names no server");
        database = server.client()
                .getDatabase("contract_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet());
        pupils = database.getCollection("pupils");
    }

    @AfterEach
    void drop() {
        if (database != null) {
            database.drop();
        }
    }

    static Document doc(String json) {
        return Document.parse(json);
    }

    static List<Document> docs(String... jsons) {
        return List.of(jsons).stream().map(Document::parse).toList();
    }

    void insert(String... documents) {
        pupils.insertMany(docs(documents));
    }

    /** The _ids that match, in ascending order. */
    List<Object> idsOf(String filter) {
        return pupils.find(doc(filter))
                .sort(doc("{_id: 1}"))
                .map(d -> d.get("_id"))
                .into(new ArrayList<>());
    }

    List<Object> sortedBy(String sort) {
        return pupils.find().sort(doc(sort)).map(d -> d.get("_id")).into(new ArrayList<>());
    }

    UpdateResult update(String filter, String update) {
        return pupils.updateOne(doc(filter), doc(update));
    }

    /** The document with _id 1. */
    Document first() {
        return pupils.find(doc("{_id: 1}")).first();
    }

    /** Updates the document with _id 1 and says what it then is. */
    Document updated(String update) {
        update("{_id: 1}", update);
        return first();
    }

    List<Document> aggregated(String... stages) {
        return pupils.aggregate(docs(stages)).into(new ArrayList<>());
    }

    Document run(String command) {
        return database.runCommand(doc(command));
    }

    /** The code that MongoDB refuses with. */
    static int codeOf(ThrowingCallable refused) {
        var failure = catchThrowableOfType(MongoException.class, refused);
        assertThat(failure).as("refusal").isNotNull();
        return failure instanceof MongoBulkWriteException bulk
                ? bulk.getWriteErrors().getFirst().getCode()
                : failure.getCode();
    }

    static void assertRefused(int code, ThrowingCallable refused) {
        assertThat(codeOf(refused)).isEqualTo(code);
    }

    /** Refused as MongoDB does or, by ours, as not supported: it has no list of what MongoDB knows besides. */
    void assertRefusedAsUnknown(int code, ThrowingCallable refused) {
        assertThat(codeOf(refused)).isIn(server.isOurs() ? List.of(code, NOT_SUPPORTED) : List.of(code));
    }
}
