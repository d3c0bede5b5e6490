package io.airclass.roster.personal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of one file, which is written once: AES-256-GCM in pieces of one size, each with its place as nonce, so that any part can be read
 * without the rest and none can stand in another's place. That none is missing at the end is for whoever knows the length.
 */
public final class FileKey {
    /** Bytes of a piece in the clear; the last may be shorter. */
    public static final int PIECE_BYTES = 64 * 1024;

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int SEALED_PIECE_BYTES = PIECE_BYTES + TAG_BYTES;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;
    private final SecretKey key;

    private FileKey(byte[] bytes) {
        this.bytes = bytes;
        this.key = new SecretKeySpec(bytes, "AES");
    }

    public static FileKey random() {
        var bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        return new FileKey(bytes);
    }

    /** The key as it is kept beside what is known of the file. */
    public Sealed sealed(Sealing sealing, String context) {
        return sealing.seal(bytes, context);
    }

    public static FileKey opened(Sealing sealing, Sealed sealed, String context) {
        return new FileKey(sealing.open(sealed, context));
    }

    /** Where a piece begins in the sealed file. */
    public static long placeOf(long piece) {
        return piece * SEALED_PIECE_BYTES;
    }

    /** The bytes of a sealed file. */
    public static long sealedBytes(long plainBytes) {
        return plainBytes + (plainBytes + PIECE_BYTES - 1) / PIECE_BYTES * TAG_BYTES;
    }

    /** @throws IllegalStateException where the piece is damaged, or of another place or file */
    public byte[] open(long piece, byte[] sealed) {
        return apply(Cipher.DECRYPT_MODE, piece, sealed, sealed.length);
    }

    /** Seals what is written; whole only once it is closed. Not for several threads. */
    public OutputStream sealing(OutputStream out) {
        return new Sealer(out);
    }

    /** Opens what {@link #sealing} wrote, from its beginning. Not for several threads. */
    public InputStream opening(InputStream in) {
        return new Opener(in);
    }

    private byte[] apply(int mode, long piece, byte[] input, int length) {
        try {
            byte[] nonce =
                    ByteBuffer.allocate(NONCE_BYTES).putInt(0).putLong(piece).array();
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
            return cipher.doFinal(input, 0, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A piece of a sealed file cannot be read or made", e);
        }
    }

    private final class Sealer extends OutputStream {
        private final OutputStream out;
        private final byte[] piece = new byte[PIECE_BYTES];
        private int used;
        private long pieces;

        Sealer(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] content, int offset, int length) throws IOException {
            int from = offset;
            while (from < offset + length) {
                int count = Math.min(PIECE_BYTES - used, offset + length - from);
                System.arraycopy(content, from, piece, used, count);
                used += count;
                from += count;
                if (used == PIECE_BYTES) {
                    writePiece();
                }
            }
        }

        private void writePiece() throws IOException {
            out.write(apply(Cipher.ENCRYPT_MODE, pieces++, piece, used));
            used = 0;
        }

        @Override
        public void close() throws IOException {
            try (out) {
                if (used > 0) {
                    writePiece();
                }
            }
        }
    }

    private final class Opener extends InputStream {
        private final InputStream in;
        private byte[] piece = new byte[0];
        private int place;
        private long pieces;

        Opener(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            return fill() ? piece[place++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, piece.length - place);
            System.arraycopy(piece, place, buffer, offset, count);
            place += count;
            return count;
        }

        private boolean fill() throws IOException {
            if (place == piece.length) {
                byte[] sealed = in.readNBytes(SEALED_PIECE_BYTES);
                piece = sealed.length == 0 ? sealed : open(pieces++, sealed);
                place = 0;
            }
            return place < piece.length;
        }

        @Override
        public void close() throws IOException {
            in.close();
            Arrays.fill(piece, (byte) 0);
        }
    }

    @Override
    public String toString() {
        return "FileKey[]";
    }
}
