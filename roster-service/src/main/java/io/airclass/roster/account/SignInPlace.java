package io.airclass.roster.account;

import io.airclass.kit.ids.Ids;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A network address as an account remembers it: shortened to what one household or school has, and hashed, so that no address is kept. */
final class SignInPlace {
    private static final int IPV6_NETWORK_GROUPS = 4;
    private static final int CHARS = 16;

    private SignInPlace() {}

    static String of(String address, String personId) {
        String network = address.contains(":")
                ? Arrays.stream(address.split("[:%]"))
                        .limit(IPV6_NETWORK_GROUPS)
                        .collect(Collectors.joining(":"))
                : address;
        return Ids.sha256Hex((personId + " " + network).getBytes(StandardCharsets.UTF_8))
                .substring(0, CHARS);
    }
}
