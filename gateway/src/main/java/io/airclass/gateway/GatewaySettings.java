package io.airclass.gateway;

import io.airclass.gateway.route.Upstream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The gateway's own settings; where the services are, and how much of what is let through. */
@ConfigurationProperties("airclass")
public record GatewaySettings(
        Service roster,
        Service schedule,
        Service homework,
        Service exam,
        Service notification,
        @DefaultValue Gateway gateway) {

    /** @param uri base address of a service, without a path */
    public record Service(URI uri) {}

    /**
     * @param jsonBytesMax the largest body of an ordinary request
     * @param uploadBytesMax the largest body where files are sent; a file of the services' limit with its multipart frame
     * @param connectTimeout until a service that takes no connection is called away
     * @param responseTimeout until the head of an ordinary answer
     * @param uploadTimeout until the head of the answer to an upload, its sending included
     * @param bodyPause the longest silence in a body that a caller sends
     * @param proxiesInFront how many proxies of ours add to X-Forwarded-For; with 0 the header is not believed
     * @param corsOrigins pages of these origins may call; none by default
     */
    public record Gateway(
            @DefaultValue("262144") long jsonBytesMax,
            @DefaultValue("210763776") long uploadBytesMax,
            @DefaultValue("800ms") Duration connectTimeout,
            @DefaultValue("10s") Duration responseTimeout,
            @DefaultValue("15m") Duration uploadTimeout,
            @DefaultValue("30s") Duration bodyPause,
            @DefaultValue("0") int proxiesInFront,
            @DefaultValue List<String> corsOrigins,
            @DefaultValue Rate person,
            @DefaultValue("1000") int addressBurst,
            @DefaultValue("200") int addressPerSecond,
            @DefaultValue("100000") int callersMax,
            @DefaultValue Breaker breaker) {}

    /**
     * How often one signed-in person may call; an address without a token shares the larger {@code address…} allowance, because
     * a whole school may stand behind it.
     *
     * @param burst calls at once
     * @param perSecond calls in the long run
     */
    public record Rate(
            @DefaultValue("120") int burst,
            @DefaultValue("30") int perSecond) {}

    /**
     * When a service is called away: half of the last {@code callsCounted} calls failed, of at least {@code callsMin}.
     *
     * @param openFor until a few calls are let through to try
     */
    public record Breaker(
            @DefaultValue("20") int callsCounted,
            @DefaultValue("10") int callsMin,
            @DefaultValue("2s") Duration openFor,
            @DefaultValue("3") int trialCalls) {}

    /** Where a service is. */
    public URI uri(Upstream upstream) {
        return switch (upstream) {
            case ROSTER -> roster.uri();
            case SCHEDULE -> schedule.uri();
            case HOMEWORK -> homework.uri();
            case EXAM -> exam.uri();
            case NOTIFICATION -> notification.uri();
        };
    }
}
