package io.airclass.kit.files;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * A picture without what a camera or a program wrote beside it: place, time, device, owner, thumbnails, texts, and whatever follows its end. The
 * picture itself is not decoded and loses nothing; how it is to be turned stays, and so does its colour profile. Only parts that a viewer
 * needs are taken over, so that what is not known does not pass either.
 */
public final class PlainPicture {
    /** What can be made plain. */
    public static final Set<String> TYPES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp");

    private static final byte[] EXIF = bytes("Exif\0\0");
    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final Set<String> PNG_PARTS = Set.of(
            "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "hIST", "sPLT",
            "pHYs", "acTL", "fcTL", "fdAT");
    private static final Set<String> WEBP_PARTS = Set.of("VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP");
    private static final Set<String> GIF_PROGRAMS = Set.of("NETSCAPE2.0", "ANIMEXTS1.0");
    private static final int WEBP_HAS_EXIF_OR_XMP = 0x0C;
    private static final int ORIENTATION = 0x0112;
    private static final int ORIENTATION_MAX = 8;

    private final byte[] in;
    private final ByteArrayOutputStream out;
    private int at;
    private int turned;

    private PlainPicture(byte[] picture) {
        in = picture;
        out = new ByteArrayOutputStream(picture.length);
    }

    private static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1;

        Broken() {
            super("broken", null, false, false);
        }
    }

    /**
     * The picture alone; empty where it is not whole, or no picture of that type.
     *
     * @param type one of {@link #TYPES}
     */
    public static Optional<byte[]> of(byte[] picture, String type) {
        var plain = new PlainPicture(picture);
        try {
            switch (type) {
                case "image/jpeg" -> plain.jpeg();
                case "image/png" -> plain.png();
                case "image/gif" -> plain.gif();
                case "image/webp" -> plain.webp();
                case "image/bmp" -> plain.bmp();
                default -> throw new IllegalArgumentException(type);
            }
            return Optional.of(plain.out.toByteArray());
        } catch (Broken notAPicture) {
            return Optional.empty();
        }
    }

    /** How the picture is to be turned, as EXIF says it, 1 to 8; 0 where it is not said. */
    static int turned(byte[] picture, String type) {
        var plain = new PlainPicture(picture);
        if (type.equals("image/jpeg")) {
            plain.jpeg();
        }
        return plain.turned;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private int octet(int index) {
        if (index < 0 || index >= in.length) {
            throw new Broken();
        }
        return in[index] & 0xFF;
    }

    private int big16(int index) {
        return octet(index) << 8 | octet(index + 1);
    }

    private int little32(int index) {
        return octet(index) | octet(index + 1) << 8 | octet(index + 2) << 16 | octet(index + 3) << 24;
    }

    private String name(int index, int length) {
        octet(index + length - 1);
        return new String(in, index, length, StandardCharsets.ISO_8859_1);
    }

    private boolean begins(int index, byte[] with) {
        return index + with.length <= in.length && Arrays.equals(in, index, index + with.length, with, 0, with.length);
    }

    private void copy(int length) {
        if (length < 0 || length > in.length - at) {
            throw new Broken();
        }
        out.write(in, at, length);
        at += length;
    }

    private void skip(int length) {
        if (length < 0 || length > in.length - at) {
            throw new Broken();
        }
        at += length;
    }

    // JPEG: segments, each a marker and a length, and between them what is coded

    private void jpeg() {
        if (big16(0) != 0xFFD8) {
            throw new Broken();
        }
        copy(2);
        boolean turnedWritten = false;
        while (true) {
            int marker = marker();
            if (marker == 0xD9) {
                copy(2);
                return;
            }
            if (marker == 0x01 || isRestart(marker)) {
                copy(2);
                continue;
            }
            int length = 2 + big16(at + 2);
            if (marker == 0xE1 && begins(at + 4, EXIF)) {
                turned = Math.max(turned, orientation(at + 4 + EXIF.length, at + length));
            }
            if (!isNeeded(marker)) {
                skip(length);
                continue;
            }
            if (marker != 0xE0 && !turnedWritten) {
                writeOrientation(turned);
                turnedWritten = true;
            }
            copy(length);
            if (marker == 0xDA) {
                copyCoded();
            }
        }
    }

    /** The marker that begins here; what fills the space before it is passed over. */
    private int marker() {
        if (octet(at) != 0xFF) {
            throw new Broken();
        }
        while (octet(at + 1) == 0xFF) {
            at++;
        }
        return octet(at + 1);
    }

    private static boolean isRestart(int marker) {
        return marker >= 0xD0 && marker <= 0xD7;
    }

    /** Of the parts for programs only the header, the colour profile and how colours are coded; no comment. */
    private boolean isNeeded(int marker) {
        return switch (marker) {
            case 0xE0 -> begins(at + 4, bytes("JFIF\0"));
            case 0xE2 -> begins(at + 4, bytes("ICC_PROFILE\0"));
            case 0xEE -> begins(at + 4, bytes("Adobe"));
            case 0xFE -> false;
            default -> marker < 0xE0 || marker > 0xEF;
        };
    }

    private void copyCoded() {
        int from = at;
        while (octet(at) != 0xFF || octet(at + 1) == 0 || isRestart(octet(at + 1))) {
            at++;
        }
        out.write(in, from, at - from);
    }

    /** How the picture is to be turned, 1 to 8; 0 where it is not said. */
    private int orientation(int from, int until) {
        boolean little = begins(from, bytes("II*\0"));
        if (!little && !begins(from, bytes("MM\0*")) || until > in.length || until - from < 8) {
            return 0;
        }
        var tiff = ByteBuffer.wrap(in, from, until - from).slice();
        tiff.order(little ? java.nio.ByteOrder.LITTLE_ENDIAN : java.nio.ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        if (directory < 8 || directory > tiff.limit() - 2) {
            return 0;
        }
        int entries = Short.toUnsignedInt(tiff.getShort(directory));
        for (int i = 0; i < entries && directory + 2 + (i + 1) * 12 <= tiff.limit(); i++) {
            int entry = directory + 2 + i * 12;
            if (Short.toUnsignedInt(tiff.getShort(entry)) == ORIENTATION) {
                int value = Short.toUnsignedInt(tiff.getShort(entry + 8));
                return value <= ORIENTATION_MAX ? value : 0;
            }
        }
        return 0;
    }

    private void writeOrientation(int turned) {
        if (turned > 1) {
            out.writeBytes(ByteBuffer.allocate(36)
                    .putShort((short) 0xFFE1)
                    .putShort((short) 34)
                    .put(EXIF)
                    .put(bytes("MM\0*"))
                    .putInt(8)
                    .putShort((short) 1)
                    .putShort((short) ORIENTATION)
                    .putShort((short) 3)
                    .putInt(1)
                    .putShort((short) turned)
                    .putShort((short) 0)
                    .putInt(0)
                    .array());
        }
    }

    // PNG: chunks, each a length, a name, its data and a sum

    private void png() {
        if (!begins(0, PNG_SIGNATURE)) {
            throw new Broken();
        }
        copy(PNG_SIGNATURE.length);
        while (true) {
            int length = big16(at) << 16 | big16(at + 2);
            var name = name(at + 4, 4);
            if (length < 0 || length > in.length) {
                throw new Broken();
            }
            if (PNG_PARTS.contains(name)) {
                copy(length + 12);
            } else {
                skip(length + 12);
            }
            if (name.equals("IEND")) {
                return;
            }
        }
    }

    // WebP: a RIFF file

    private void webp() {
        if (!name(0, 4).equals("RIFF") || !name(8, 4).equals("WEBP")) {
            throw new Broken();
        }
        int end = little32(4) + 8;
        if (end < 12 || end > in.length) {
            throw new Broken();
        }
        at = 12;
        var parts = new ByteArrayOutputStream(end);
        while (at < end) {
            var name = name(at, 4);
            int length = little32(at + 4);
            if (length < 0 || length > end - at - 8) {
                throw new Broken();
            }
            int padded = Math.min(length + (length & 1), end - at - 8);
            if (WEBP_PARTS.contains(name)) {
                var part = Arrays.copyOfRange(in, at, at + 8 + padded);
                if (name.equals("VP8X") && length > 0) {
                    part[8] &= ~WEBP_HAS_EXIF_OR_XMP;
                }
                parts.writeBytes(part);
            }
            at += 8 + padded;
        }
        out.writeBytes(bytes("RIFF"));
        out.writeBytes(ByteBuffer.allocate(4)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putInt(parts.size() + 4)
                .array());
        out.writeBytes(bytes("WEBP"));
        out.writeBytes(parts.toByteArray());
    }

    // GIF: blocks of sub-blocks

    private void gif() {
        if (!name(0, 6).matches("GIF8[79]a")) {
            throw new Broken();
        }
        copy(13 + colours(octet(10)));
        while (octet(at) != ';') {
            switch (octet(at)) {
                case '!' -> extension();
                case ',' -> {
                    copy(10 + colours(octet(at + 9)));
                    copy(1);
                    subBlocks(true);
                }
                default -> throw new Broken();
            }
        }
        copy(1);
    }

    private static int colours(int packed) {
        return (packed & 0x80) == 0 ? 0 : 3 << (packed & 7) + 1;
    }

    private void extension() {
        int label = octet(at + 1);
        boolean needed = label == 0xF9 || label == 0xFF && GIF_PROGRAMS.contains(name(at + 3, 11));
        if (needed) {
            copy(2);
        } else {
            skip(2);
        }
        subBlocks(needed);
    }

    private void subBlocks(boolean needed) {
        int length;
        do {
            length = octet(at);
            if (needed) {
                copy(length + 1);
            } else {
                skip(length + 1);
            }
        } while (length > 0);
    }

    /** Has nothing beside the picture; what follows its stated size is left out. */
    private void bmp() {
        if (!name(0, 2).equals("BM")) {
            throw new Broken();
        }
        int size = little32(2);
        copy(size >= 26 && size <= in.length ? size : in.length);
    }
}
