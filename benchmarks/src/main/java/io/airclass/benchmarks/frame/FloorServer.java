package io.airclass.benchmarks.frame;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.StoreConfiguration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** The least that the work can cost here: no framework, no token, no rule. Arguments: port, MongoDB URI, brokers, topic. */
public final class FloorServer {
    /** How many documents there are. */
    public static final int PAPERS = 1000;

    /** Where they are, each under its id. */
    public static final String PATH = FrameController.PATH;

    private final MongoCollection<RawBsonDocument> documents;
    private final KafkaProducer<String, byte[]> kafka;
    private final String topic;

    private FloorServer(MongoCollection<RawBsonDocument> documents, KafkaProducer<String, byte[]> kafka, String topic) {
        this.documents = documents;
        this.kafka = kafka;
        this.topic = topic;
    }

    public static void main(String[] arguments) {
        var mongodb = new AirclassSettings.Mongodb(arguments[1], Duration.ofSeconds(10));
        var documents = MongoClients.create(
                        StoreConfiguration.clientSettings(mongodb).build())
                .getDatabase("bench")
                .getCollection("papers", RawBsonDocument.class);
        var kafka = new KafkaProducer<String, byte[]>(
                Map.of("bootstrap.servers", arguments[2], "acks", "all", "linger.ms", 2, "compression.type", "lz4"),
                new StringSerializer(),
                new ByteArraySerializer());
        var floor = new FloorServer(documents, kafka, arguments[3]);
        HttpServer.create()
                .host("127.0.0.1")
                .port(Integer.parseInt(arguments[0]))
                .route(routes -> routes.get(PATH + "/{id}", floor::read).put(PATH + "/{id}", floor::change))
                .bindNow()
                .onDispose()
                .block();
    }

    /** The documents that are read and changed, {@code paper-0} and so on. */
    public static void fill(String uri) {
        try (var client = MongoClients.create(uri)) {
            var papers = IntStream.range(0, PAPERS)
                    .mapToObj(i -> new Document("_id", "paper-" + i)
                            .append("version", 1L)
                            .append("owner", "teacher-1")
                            .append("text", "好".repeat(80))
                            .append("within", List.of("root", "522300", "522301", "school-1")))
                    .toList();
            Mono.from(client.getDatabase("bench").getCollection("papers").insertMany(papers))
                    .block();
        }
    }

    private Publisher<Void> read(HttpServerRequest request, HttpServerResponse response) {
        return Mono.from(documents.find(Filters.eq("_id", request.param("id"))).limit(1))
                .flatMap(found -> response.header("Content-Type", "application/json")
                        .sendString(
                                Mono.just("{\"id\":\"" + found.getString("_id").getValue() + "\",\"text\":\""
                                        + found.getString("text").getValue() + "\"}"))
                        .then());
    }

    private Publisher<Void> change(HttpServerRequest request, HttpServerResponse response) {
        return request.receive().aggregate().asByteArray().flatMap(body -> {
            var text = new String(body, StandardCharsets.UTF_8);
            var changed = Mono.from(documents.updateOne(
                    Filters.eq("_id", request.param("id")),
                    Updates.combine(Updates.set("text", text), Updates.inc("version", 1L))));
            return changed.then(send(request.param("id"), body))
                    .then(response.header("Content-Type", "application/json")
                            .sendString(Mono.just("{\"id\":\"" + request.param("id") + "\"}"))
                            .then());
        });
    }

    private Mono<Void> send(String key, byte[] body) {
        return Mono.create(sink -> kafka.send(new ProducerRecord<>(topic, key, body), (_, failed) -> {
            if (failed == null) {
                sink.success();
            } else {
                sink.error(failed);
            }
        }));
    }
}
