package io.airclass.kit.store;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.event.CommandListener;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.airclass.kit.events.EventJson;
import io.airclass.kit.outbox.OutboxHealth;
import io.airclass.kit.outbox.OutboxRelay;
import io.airclass.kit.settings.AirclassSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.bson.UuidRepresentation;
import org.bson.codecs.configuration.CodecRegistries;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaTemplate;

/** The driver, the database of this service and the relay of its outboxes. */
@Configuration(proxyBeanMethods = false)
public class StoreConfiguration {

    /** A {@link CommandListener} that is a bean hears every command. */
    @Bean(destroyMethod = "close")
    MongoClient mongoClient(
            AirclassSettings settings,
            @Value("${spring.application.name}") String service,
            ObjectProvider<CommandListener> listeners) {
        var client = clientSettings(settings.mongodb()).applicationName(service);
        listeners.orderedStream().forEach(client::addCommandListener);
        return MongoClients.create(client.build());
    }

    /** Time-outs, codecs and write concern as every client of the suite has them. */
    public static MongoClientSettings.Builder clientSettings(AirclassSettings.Mongodb mongodb) {
        var connection = new ConnectionString(mongodb.uri());
        return MongoClientSettings.builder()
                .applyConnectionString(connection)
                .timeout(mongodb.operationTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(2, TimeUnit.SECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(2, TimeUnit.SECONDS))
                .uuidRepresentation(UuidRepresentation.STANDARD)
                .writeConcern(
                        connection.getRequiredReplicaSetName() == null
                                ? WriteConcern.ACKNOWLEDGED
                                : WriteConcern.MAJORITY.withJournal(true))
                .codecRegistry(CodecRegistries.fromRegistries(
                        CodecRegistries.fromProviders(new SealedCodecs()),
                        MongoClientSettings.getDefaultCodecRegistry()));
    }

    @Bean
    OutboxRelay outboxRelay(
            KafkaTemplate<String, byte[]> kafka,
            EventJson events,
            AirclassSettings settings,
            Clock clock,
            MeterRegistry meters) {
        return new OutboxRelay(kafka, events, settings, clock, meters);
    }

    @Bean
    OutboxHealth outbox(OutboxRelay relay) {
        return new OutboxHealth(relay);
    }

    @Bean
    DatabaseHealth mongodb(Database database) {
        return new DatabaseHealth(database);
    }

    @Bean
    Database database(
            MongoClient client,
            OutboxRelay relay,
            EventJson events,
            Clock clock,
            AirclassSettings settings,
            @Value("${spring.application.name}") String service) {
        var named = new ConnectionString(settings.mongodb().uri()).getDatabase();
        var name = named == null ? "airclass_" + service.replace("-service", "") : named;
        return new Database(client.getDatabase(name), relay, events, clock);
    }
}
