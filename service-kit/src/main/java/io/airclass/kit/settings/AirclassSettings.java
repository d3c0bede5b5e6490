package io.airclass.kit.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings that all services share; {@code AIRCLASS_MONGODB_URI} is {@code airclass.mongodb.uri}.
 *
 * @param timeZone where days begin and bells ring, unless a school says otherwise
 */
@ConfigurationProperties("airclass")
public record AirclassSettings(
        @DefaultValue Mongodb mongodb,
        @DefaultValue Kafka kafka,
        @DefaultValue Issuer issuer,
        @DefaultValue Files files,
        @DefaultValue Outbox outbox,
        @DefaultValue("Asia/Shanghai") ZoneId timeZone) {

    /**
     * @param uri connection string; a database named in it is used instead of the service's own name
     * @param operationTimeout the longest that one operation may take, waiting for a server included
     */
    public record Mongodb(
            @DefaultValue("mongodb://localhost:27117") String uri,
            @DefaultValue("10s") Duration operationTimeout) {}

    /**
     * @param bootstrapServers host:port list
     * @param deliveryTimeout how long a record is tried before its event goes back to wait in its document
     * @param topicReplicas copies of each topic made by the services; 0 takes the broker's default
     */
    public record Kafka(
            @DefaultValue("localhost:29092") String bootstrapServers,
            @DefaultValue("10s") Duration deliveryTimeout,
            @DefaultValue("0") short topicReplicas) {}

    /**
     * @param uri the OpenID Connect issuer whose tokens are taken
     * @param builtIn whether the issuer is our own; false closes its sign-in and refuses its tokens
     * @param audience what {@code aud} must contain
     * @param personClaim the claim that holds the person's id
     * @param keysAge how old the issuer's published keys may be before they are read again
     * @param keysAskedAgain the shortest time between two looks at them, however many tokens name a key that is not there
     * @param verifiedTokensMax how many verified tokens are remembered
     * @param verifiedTokenAge how long one is remembered, its own expiry notwithstanding
     */
    public record Issuer(
            @DefaultValue("http://localhost:8081") String uri,
            @DefaultValue("true") boolean builtIn,
            @DefaultValue("airclass") String audience,
            @DefaultValue("sub") String personClaim,
            @DefaultValue("5m") Duration keysAge,
            @DefaultValue("5s") Duration keysAskedAgain,
            @DefaultValue("20000") int verifiedTokensMax,
            @DefaultValue("5m") Duration verifiedTokenAge) {}

    /**
     * @param uri where files are kept; {@code file:DIRECTORY}
     * @param fileBytesMax the largest file that is taken, in bytes
     */
    public record Files(
            @DefaultValue("file:.airclass/files") URI uri,
            @DefaultValue("209715200") long fileBytesMax) {

        /** The directory that {@code uri} names. */
        public Path directory() {
            if (!"file".equals(uri.getScheme())) {
                throw new IllegalArgumentException("airclass.files.uri must begin with file:, not " + uri);
            }
            return Path.of(uri.isOpaque() ? uri.getSchemeSpecificPart() : uri.getPath());
        }
    }

    /**
     * @param batchMax documents whose events are sent together
     * @param sweepWait time between looks for events that no nudge announced
     * @param claimTime how long a document's events belong to the replica that last touched them
     * @param backOffMax the longest wait before an event that cannot be sent is tried again
     * @param nudgesMax saves that may wait for the relay; more are left to the sweep
     */
    public record Outbox(
            @DefaultValue("100") int batchMax,
            @DefaultValue("1s") Duration sweepWait,
            @DefaultValue("5s") Duration claimTime,
            @DefaultValue("5m") Duration backOffMax,
            @DefaultValue("10000") int nudgesMax) {}
}
