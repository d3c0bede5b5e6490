package io.airclass.roster.personal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts single fields with AES-256-GCM; the first of its keys seals, every one opens what it sealed. */
public final class Sealing {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9._-]{1,32}");

    private final Map<String, SecretKey> keys;
    private final String currentId;
    private final SecureRandom random = new SecureRandom();

    private Sealing(Map<String, SecretKey> keys) {
        this.keys = Map.copyOf(keys);
        this.currentId = keys.keySet().iterator().next();
    }

    /**
     * From {@code id:base64(32 bytes)}, comma-separated.
     *
     * @throws IllegalArgumentException which says what is wrong, and never any part of a key
     */
    public static Sealing of(String setting) {
        if (setting.isBlank()) {
            throw new IllegalArgumentException("AIRCLASS_PERSONAL_KEYS is not set: it must be id:base64 of 32 random"
                    + " bytes, for example k1:$(openssl rand -base64 32)");
        }
        Map<String, SecretKey> keys = new LinkedHashMap<>();
        for (String one : setting.split(",", -1)) {
            int colon = one.indexOf(':');
            String id = colon < 0 ? "" : one.substring(0, colon).strip();
            if (!KEY_ID.matcher(id).matches()) {
                throw wrong(keys.size(), "must be id:base64, the id of 1 to 32 letters, digits, dots or dashes");
            }
            if (keys.put(id, key(one.substring(colon + 1).strip(), keys.size())) != null) {
                throw wrong(keys.size(), "has the id of an earlier one");
            }
        }
        return new Sealing(keys);
    }

    private static SecretKey key(String base64, int index) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (bytes.length == KEY_BYTES) {
                return new SecretKeySpec(bytes, "AES");
            }
        } catch (IllegalArgumentException notBase64) {
            throw wrong(index, "is not base64");
        }
        throw wrong(index, "is not 32 bytes long");
    }

    private static IllegalArgumentException wrong(int index, String what) {
        return new IllegalArgumentException("AIRCLASS_PERSONAL_KEYS: key " + (index + 1) + " " + what);
    }

    /** The ids of the keys that only open. */
    public Set<String> olderKeyIds() {
        return keys.keySet().stream().filter(id -> !id.equals(currentId)).collect(Collectors.toSet());
    }

    /**
     * @param context where the bytes belong, for example {@code personal/<person>/phone}; they open only with the same
     */
    public Sealed seal(byte[] plain, String context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] secret = apply(Cipher.ENCRYPT_MODE, keys.get(currentId), nonce, plain, context);
        byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + secret.length);
        System.arraycopy(secret, 0, all, NONCE_BYTES, secret.length);
        return new Sealed(currentId, all);
    }

    public Sealed seal(String plain, String context) {
        return seal(plain.getBytes(StandardCharsets.UTF_8), context);
    }

    /** @throws IllegalStateException when the key is not in the setting, or the bytes are damaged or of another context */
    public byte[] open(Sealed sealed, String context) {
        SecretKey key = keys.get(sealed.keyId());
        if (key == null) {
            throw new IllegalStateException("AIRCLASS_PERSONAL_KEYS lacks the key " + sealed.keyId() + ", which sealed "
                    + context.replaceAll("/.*", ""));
        }
        byte[] all = sealed.bytes();
        if (all.length < NONCE_BYTES) {
            throw new IllegalStateException("Sealed bytes are too short");
        }
        byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
        return apply(Cipher.DECRYPT_MODE, key, nonce, Arrays.copyOfRange(all, NONCE_BYTES, all.length), context);
    }

    public String openText(Sealed sealed, String context) {
        return new String(open(sealed, context), StandardCharsets.UTF_8);
    }

    /** Whether the key that seals now sealed it; what another one sealed is to be sealed anew before that key may go. */
    public boolean isCurrent(Sealed sealed) {
        return sealed.keyId().equals(currentId);
    }

    private static byte[] apply(int mode, SecretKey key, byte[] nonce, byte[] input, String context) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "A sealed value cannot be " + (mode == Cipher.DECRYPT_MODE ? "read" : "made"), e);
        }
    }
}
