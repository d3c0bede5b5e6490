package io.airclass.roster.account;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Passwords that are read from paper: ten letters and digits that look like no other, about fifty bits. */
public final class OneTimePasswords {
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int CHARS = 10;
    private static final String MAC = "HmacSHA256";

    private OneTimePasswords() {}

    static String random(RandomGenerator random) {
        byte[] bytes = new byte[2 * CHARS];
        random.nextBytes(bytes);
        return text(bytes);
    }

    /** The password of one person of a batch: the same each time, so that a batch that stopped half-way goes on as it began. */
    public static String of(byte[] seed, String personId) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(seed, MAC));
            return text(mac.doFinal(personId.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(byte[] bytes) {
        var password = new StringBuilder();
        for (int i = 0; i < CHARS; i++) {
            int number = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
            password.append(LETTERS.charAt(number % LETTERS.length()));
        }
        return password.toString();
    }
}
