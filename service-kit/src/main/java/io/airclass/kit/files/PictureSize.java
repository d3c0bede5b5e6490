package io.airclass.kit.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How large a picture says that it is, read without decoding it.
 *
 * @param progressive whether it is coded so that all of it is in memory until its last byte is read
 */
record PictureSize(int width, int height, boolean progressive) {

    long pixels() {
        return (long) width * height;
    }

    /**
     * The size; empty where the picture does not say one.
     *
     * @param type one of {@link PlainPicture#TYPES}
     */
    static Optional<PictureSize> of(byte[] picture, String type) {
        var bytes = ByteBuffer.wrap(picture);
        try {
            return switch (type) {
                case "image/jpeg" -> jpeg(bytes);
                case "image/png" -> Optional.of(size(bytes.getInt(16), bytes.getInt(20)));
                case "image/gif" -> gif(bytes.order(ByteOrder.LITTLE_ENDIAN));
                case "image/webp" -> webp(bytes.order(ByteOrder.LITTLE_ENDIAN));
                case "image/bmp" -> bmp(bytes.order(ByteOrder.LITTLE_ENDIAN));
                default -> Optional.empty();
            };
        } catch (IndexOutOfBoundsException tooShort) {
            return Optional.empty();
        }
    }

    /** What is negative as a signed number is larger than any limit. */
    private static PictureSize size(int width, int height) {
        return new PictureSize(width < 0 ? Integer.MAX_VALUE : width, height < 0 ? Integer.MAX_VALUE : height, false);
    }

    private static Optional<PictureSize> jpeg(ByteBuffer bytes) {
        int at = 2;
        while (true) {
            while (octet(bytes, at) == 0xFF && octet(bytes, at + 1) == 0xFF) {
                at++;
            }
            int marker = octet(bytes, at + 1);
            if (isFrame(marker)) {
                boolean inPasses =
                        marker % 4 == 2 || inPasses(bytes, at + 2 + big16(bytes, at + 2), octet(bytes, at + 9));
                return Optional.of(new PictureSize(big16(bytes, at + 7), big16(bytes, at + 5), inPasses));
            }
            if (octet(bytes, at) != 0xFF || marker == 0xDA || marker == 0xD9) {
                return Optional.empty();
            }
            boolean alone = marker == 0x01 || marker >= 0xD0 && marker <= 0xD8;
            at += alone ? 2 : 2 + big16(bytes, at + 2);
        }
    }

    /** Whether the first scan after the frame has fewer colours than it: then a decoder keeps all numbers until the last one. */
    private static boolean inPasses(ByteBuffer bytes, int afterFrame, int colours) {
        int at = afterFrame;
        try {
            while (octet(bytes, at + 1) != 0xDA) {
                at += octet(bytes, at + 1) == 0xFF ? 1 : 2 + big16(bytes, at + 2);
            }
            return octet(bytes, at + 4) < colours;
        } catch (IndexOutOfBoundsException noScan) {
            return true;
        }
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static int octet(ByteBuffer bytes, int at) {
        return Byte.toUnsignedInt(bytes.get(at));
    }

    private static int big16(ByteBuffer bytes, int at) {
        return octet(bytes, at) << 8 | octet(bytes, at + 1);
    }

    private static int little16(ByteBuffer bytes, int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }

    private static int little24(ByteBuffer bytes, int at) {
        return little16(bytes, at) | octet(bytes, at + 2) << 16;
    }

    /** The largest of the screen and the first picture on it. */
    private static Optional<PictureSize> gif(ByteBuffer bytes) {
        int at = 13 + colours(octet(bytes, 10));
        while (octet(bytes, at) == '!') {
            at += 2;
            while (octet(bytes, at) > 0) {
                at += octet(bytes, at) + 1;
            }
            at++;
        }
        if (octet(bytes, at) != ',') {
            return Optional.empty();
        }
        return Optional.of(size(
                Math.max(little16(bytes, 6), little16(bytes, at + 5)),
                Math.max(little16(bytes, 8), little16(bytes, at + 7))));
    }

    private static int colours(int packed) {
        return (packed & 0x80) == 0 ? 0 : 3 << (packed & 7) + 1;
    }

    private static Optional<PictureSize> webp(ByteBuffer bytes) {
        var first = new byte[4];
        bytes.get(12, first);
        return switch (new String(first, StandardCharsets.ISO_8859_1)) {
            case "VP8X" -> Optional.of(size(little24(bytes, 24) + 1, little24(bytes, 27) + 1));
            case "VP8L" -> {
                int packed = bytes.getInt(21);
                yield Optional.of(size((packed & 0x3FFF) + 1, (packed >>> 14 & 0x3FFF) + 1));
            }
            case "VP8 " -> Optional.of(size(little16(bytes, 26) & 0x3FFF, little16(bytes, 28) & 0x3FFF));
            default -> Optional.empty();
        };
    }

    /** Its height is negative where it begins at the top. */
    private static Optional<PictureSize> bmp(ByteBuffer bytes) {
        int height = bytes.getInt(22);
        return bytes.getInt(14) == 12
                ? Optional.of(size(little16(bytes, 18), little16(bytes, 20)))
                : Optional.of(size(bytes.getInt(18), height == Integer.MIN_VALUE ? -1 : Math.abs(height)));
    }
}
