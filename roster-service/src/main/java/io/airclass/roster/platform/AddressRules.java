package io.airclass.roster.platform;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an address is to which people are sent: https, by name, with nothing in it that shows one host and means another. */
public final class AddressRules {
    public static final int ADDRESS_CHARS_MAX = 500;

    private static final int PORT = 443;
    private static final int HOST_CHARS_MAX = 253;
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern HOST = Pattern.compile("(?:" + LABEL + "\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])");

    private AddressRules() {}

    /** The host, in small letters; empty for an address to which nobody is sent. */
    public static Optional<String> host(String address) {
        if (address.length() > ADDRESS_CHARS_MAX || !address.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            return Optional.empty();
        }
        try {
            var uri = new URI(address);
            boolean plain = "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && (uri.getPort() == -1 || uri.getPort() == PORT);
            return Optional.ofNullable(uri.getHost())
                    .filter(_ -> plain)
                    .map(host -> host.toLowerCase(Locale.ROOT))
                    .filter(AddressRules::isHost);
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }

    /** A name, in small letters; no address in digits, which no certificate of a vendor's speaks for. */
    static boolean isHost(String text) {
        return text.length() <= HOST_CHARS_MAX && HOST.matcher(text).matches();
    }
}
