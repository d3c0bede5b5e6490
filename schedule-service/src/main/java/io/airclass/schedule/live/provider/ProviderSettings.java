package io.airclass.schedule.live.provider;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code airclass.live.*}: where live lessons take place.
 *
 * @param servers BigBlueButton servers, {@code name https://host/bigbluebutton/api secret} each, comma-separated; the secret has at least 32 characters
 * @param links services whose rooms people make themselves, {@code name 教APP备3300001号 host host} each, comma-separated; one that the ministry has not filed is not taken
 * @param callbackUri where those servers reach the gateway; empty where they shall tell nothing
 * @param callTimeout the longest that one call of a server takes
 * @param placeTimeout the longest that finding a room takes, all providers of a lesson together
 * @param roomCheckedFor how long a replica believes that a room is there before it asks the provider again
 * @param answerBytesMax the largest answer of a server
 * @param breakerOpenFor how long a server that failed is not asked
 */
@ConfigurationProperties("airclass.live")
public record ProviderSettings(
        @DefaultValue("") String servers,
        @DefaultValue("") String links,
        @DefaultValue("") String callbackUri,
        @DefaultValue("2s") Duration callTimeout,
        @DefaultValue("6s") Duration placeTimeout,
        @DefaultValue("5s") Duration roomCheckedFor,
        @DefaultValue("1048576") int answerBytesMax,
        @DefaultValue("10s") Duration breakerOpenFor) {

    private static final int PARTS_MIN = 3;
    private static final Pattern FILING_NUMBER = Pattern.compile("\\S*备\\S*号");

    List<BbbServer> bbbServers() {
        return entries(
                "servers",
                servers,
                parts -> new BbbServer(name(parts[0]), URI.create(parts[1].replaceAll("/+$", "")), secret(parts[2])));
    }

    List<LinkOut> linkOuts() {
        return entries(
                "links",
                links,
                parts -> new LinkOut(
                        name(parts[0]),
                        filingNumber(parts[0], parts[1]),
                        Stream.of(parts)
                                .skip(2)
                                .map(host -> host.toLowerCase(Locale.ROOT))
                                .toList()));
    }

    private static <T> List<T> entries(String setting, String text, Function<String[], T> read) {
        var all = new ArrayList<T>();
        Stream.of(text.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .forEach(entry -> {
                    var parts = entry.split("\\s+");
                    if (parts.length < PARTS_MIN) {
                        throw new IllegalArgumentException("An entry of airclass.live." + setting + " is not whole");
                    }
                    all.add(read.apply(parts));
                });
        return all;
    }

    private static String name(String text) {
        if (!text.matches("[a-z0-9-]{1,32}")) {
            throw new IllegalArgumentException("A provider is called by 1 to 32 of a-z, 0-9 and -");
        }
        return text;
    }

    private static String secret(String text) {
        if (text.length() < BbbServer.SECRET_CHARS_MIN) {
            throw new IllegalArgumentException(
                    "A secret of airclass.live.servers has less than " + BbbServer.SECRET_CHARS_MIN + " characters");
        }
        return text;
    }

    private static String filingNumber(String name, String text) {
        if (!FILING_NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException(name + " of airclass.live.links has no filing number");
        }
        return text;
    }

    /** Refuses two of one name. */
    List<LiveProvider> distinct(List<LiveProvider> providers) {
        var names = new HashSet<String>();
        providers.forEach(provider -> {
            if (!names.add(provider.key())) {
                throw new IllegalArgumentException("Two providers are called " + provider.key());
            }
        });
        return providers;
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "ProviderSettings";
    }
}
