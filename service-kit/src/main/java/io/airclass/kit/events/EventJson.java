package io.airclass.kit.events;

import io.airclass.contracts.EventCatalog;
import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.ids.Ids;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import reactor.util.context.ContextView;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Events as they wait in an outbox, as they travel, and back. */
public final class EventJson {
    private static final String SEQUENCE = "sequence";
    private static final String TRACEPARENT = "traceparent";

    private final EventCatalog catalog;
    private final JsonMapper json;
    private final URI source;

    /** @param source what {@code ce_source} says, for example {@code /airclass/homework-service} */
    public EventJson(EventCatalog catalog, JsonMapper json, URI source) {
        this.catalog = catalog;
        this.json = json;
        this.source = source;
    }

    /** The outbox entries of these events, in order. */
    public BsonArray entries(List<PublishedEvent> events, long sequence, Instant at, ContextView context) {
        var traceparent = traceparent(context);
        var entries = new BsonArray(events.size());
        for (var event : events) {
            var type = catalog.of(event);
            var entry = new BsonDocument("id", new BsonString(Ids.next()))
                    .append("type", new BsonString(type.name()))
                    .append("topic", new BsonString(type.topic().name()))
                    .append("key", new BsonString(event.key()))
                    .append("subject", new BsonString(event.aggregateId()))
                    .append("time", new BsonDateTime(at.toEpochMilli()))
                    .append(SEQUENCE, new BsonInt64(sequence))
                    .append("data", new BsonString(json.writeValueAsString(event)));
            traceparent.ifPresent(parent -> entry.append(TRACEPARENT, new BsonString(parent)));
            entries.add(entry);
        }
        return entries;
    }

    /** The Kafka record of an outbox entry. */
    public ProducerRecord<String, byte[]> record(BsonDocument entry) {
        CloudEvent event = CloudEventBuilder.v1()
                .withId(text(entry, "id"))
                .withSource(source)
                .withType(text(entry, "type"))
                .withSubject(text(entry, "subject"))
                .withTime(Instant.ofEpochMilli(entry.getDateTime("time").getValue())
                        .atOffset(ZoneOffset.UTC))
                .withExtension(SEQUENCE, String.valueOf(entry.getInt64(SEQUENCE).getValue()))
                .withData("application/json", text(entry, "data").getBytes(StandardCharsets.UTF_8))
                .build();
        ProducerRecord<String, byte[]> record = KafkaMessageFactory.<String>createWriter(
                        text(entry, "topic"), null, text(entry, "key"))
                .writeBinary(event);
        if (entry.containsKey(TRACEPARENT)) {
            record.headers().add(TRACEPARENT, text(entry, TRACEPARENT).getBytes(StandardCharsets.US_ASCII));
        }
        return record;
    }

    /**
     * The event of a Kafka record.
     *
     * @throws PoisonRecord when it is no CloudEvent
     */
    public CloudEvent read(ConsumerRecord<String, byte[]> record) {
        try {
            return KafkaMessageFactory.createReader(record).toEvent();
        } catch (CloudEventRWException | IllegalStateException | IllegalArgumentException e) {
            throw new PoisonRecord("Not a CloudEvent: " + place(record), e);
        }
    }

    /** What the event says about itself. */
    public EventMeta meta(CloudEvent event) {
        var sequence = event.getExtension(SEQUENCE);
        return new EventMeta(
                event.getId(),
                event.getType(),
                event.getSubject(),
                event.getTime() == null ? Instant.EPOCH : event.getTime().toInstant(),
                sequence == null ? 0 : Long.parseLong(sequence.toString()));
    }

    /**
     * The data of the event.
     *
     * @throws PoisonRecord when it does not have the shape of its type
     */
    public <E> E data(CloudEvent event, Class<E> type) {
        try {
            return json.readValue(
                    event.getData() == null ? new byte[0] : event.getData().toBytes(), type);
        } catch (JacksonException e) {
            throw new PoisonRecord("Data of " + event.getType() + " " + event.getId() + " cannot be read", e);
        }
    }

    static String place(ConsumerRecord<?, ?> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    private static String text(BsonDocument entry, String field) {
        return entry.getString(field).getValue();
    }

    /** W3C trace context of the request that is being handled. */
    private static Optional<String> traceparent(ContextView context) {
        return context.<Observation>getOrEmpty(ObservationThreadLocalAccessor.KEY)
                .map(observation -> observation.getContextView().<TracingContext>get(TracingContext.class))
                .map(TracingContext::getSpan)
                .map(span -> span.context())
                .map(trace -> "00-" + trace.traceId() + "-" + trace.spanId() + "-"
                        + (Boolean.TRUE.equals(trace.sampled()) ? "01" : "00"));
    }
}
