package io.airclass.system.suite;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** One topic of the suite's broker, read and written past the services. */
record Topic(String bootstrapServers, String name) {
    private static final Duration READ_MAX = Duration.ofSeconds(20);

    /** The first record from the beginning of the topic that fits; waits for it. */
    ConsumerRecord<String, byte[]> first(Predicate<ConsumerRecord<String, byte[]>> fits) {
        var config = Map.<String, Object>of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false");
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = partitions(consumer.partitionsFor(name));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long start = System.nanoTime();
            while (System.nanoTime() - start < READ_MAX.toNanos()) {
                var found = StreamSupport.stream(
                                consumer.poll(Duration.ofMillis(300)).spliterator(), false)
                        .filter(fits)
                        .findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        throw new AssertionError("no such record in " + name);
    }

    private static List<TopicPartition> partitions(List<PartitionInfo> infos) {
        return infos.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    /** Sends a record again as it was. */
    void repeat(ConsumerRecord<String, byte[]> record) {
        send(new ProducerRecord<>(name, record.partition(), record.key(), record.value(), record.headers()));
    }

    /** Sends a record again with another value and some headers changed. */
    void repeatWith(ConsumerRecord<String, byte[]> record, byte[] value, Map<String, String> headers) {
        var changed = new RecordHeaders(record.headers());
        headers.forEach((name, text) -> {
            changed.remove(name);
            changed.add(name, text.getBytes(StandardCharsets.UTF_8));
        });
        send(new ProducerRecord<>(name, record.partition(), record.key(), value, changed));
    }

    /** Sends bytes without the headers of an event. */
    void sendRubbish(int partition, String key, byte[] value) {
        send(new ProducerRecord<>(name, partition, key, value));
    }

    private void send(ProducerRecord<String, byte[]> record) {
        var config = Map.<String, Object>of("bootstrap.servers", bootstrapServers, "acks", "all");
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
