package io.airclass.schedule.live.provider;

import io.airclass.kit.ids.Ids;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A BigBlueButton server and the secret shared with it.
 *
 * @param api up to and with {@code /bigbluebutton/api}
 */
record BbbServer(String name, URI api, String secret) {
    /** Of a secret; what signs must not be guessed. */
    static final int SECRET_CHARS_MIN = 32;

    private static final String HMAC = "HmacSHA256";

    /** The address of a call: its parameters and the SHA-256 of call, query and secret. */
    String address(String call, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return api + "/" + call + "?" + query + (query.isEmpty() ? "" : "&") + "checksum="
                + Ids.sha256Hex((call + query + secret).getBytes(StandardCharsets.UTF_8));
    }

    /** What only this server and we can say of a text. */
    String sign(String text) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    boolean signed(String text, String signature) {
        return MessageDigest.isEqual(
                sign(text).getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return name;
    }
}
