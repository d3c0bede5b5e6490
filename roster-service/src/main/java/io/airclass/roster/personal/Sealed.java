package io.airclass.roster.personal;

import java.util.Arrays;

/**
 * Bytes that only {@link Sealing} can read.
 *
 * @param keyId of the key that sealed them
 * @param bytes nonce, cipher text and tag
 */
public record Sealed(String keyId, byte[] bytes) {
    public Sealed {
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sealed sealed && keyId.equals(sealed.keyId) && Arrays.equals(bytes, sealed.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * keyId.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Sealed[keyId=" + keyId + ", " + bytes.length + " bytes]";
    }
}
