package io.airclass.kit.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainPictureTest {
    private static final String SECRET = "贵州省兴义市 25.09N 104.89E 张小明的手机";

    private static byte[] secret() {
        return SECRET.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] drawn(String format) throws IOException {
        var image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        var random = new Random(7);
        for (int x = 0; x < 40; x++) {
            for (int y = 0; y < 30; y++) {
                image.setRGB(x, y, new Color(random.nextInt(256), x * 6, y * 8).getRGB());
            }
        }
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    private static int[] pixels(byte[] picture) throws IOException {
        var image = ImageIO.read(new ByteArrayInputStream(picture));
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private static byte[] segment(int marker, byte[] content) {
        return joined(
                ByteBuffer.allocate(4)
                        .putShort((short) (0xFF00 | marker))
                        .putShort((short) (content.length + 2))
                        .array(),
                content);
    }

    private static byte[] exif(int orientation, ByteOrder order) {
        var tiff = ByteBuffer.allocate(26).order(order);
        tiff.put(text(order == ByteOrder.BIG_ENDIAN ? "MM\0*" : "II*\0"));
        tiff.putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1);
        tiff.putShort((short) orientation).putShort((short) 0).putInt(0);
        return segment(0xE1, joined(text("Exif\0\0"), tiff.array(), secret()));
    }

    /** After its beginning come EXIF, XMP, IPTC, a comment and a part that nobody knows; after its end something else. */
    private static byte[] photo(int orientation, ByteOrder order) throws IOException {
        var jpeg = drawn("jpg");
        return joined(
                Arrays.copyOf(jpeg, 2),
                exif(orientation, order),
                segment(0xE1, joined(text("http://ns.adobe.com/xap/1.0/\0"), secret())),
                segment(0xED, joined(text("Photoshop 3.0\0"), secret())),
                segment(0xFE, secret()),
                segment(0xE9, secret()),
                Arrays.copyOfRange(jpeg, 2, jpeg.length),
                secret());
    }

    private static byte[] chunk(String name, byte[] data) {
        var sum = new CRC32();
        sum.update(text(name));
        sum.update(data);
        return joined(
                ByteBuffer.allocate(4).putInt(data.length).array(),
                text(name),
                data,
                ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    private static byte[] screenshot() throws IOException {
        var png = drawn("png");
        return joined(
                Arrays.copyOf(png, 33),
                chunk("eXIf", secret()),
                chunk("iTXt", secret()),
                chunk("tIME", new byte[7]),
                chunk("prVt", secret()),
                Arrays.copyOfRange(png, 33, png.length),
                secret());
    }

    private static byte[] gif() throws IOException {
        var gif = drawn("gif");
        int screen = 13 + (3 << (gif[10] & 7) + 1);
        return joined(
                Arrays.copyOf(gif, screen),
                new byte[] {'!', (byte) 0xFE, (byte) secret().length},
                secret(),
                new byte[] {0},
                Arrays.copyOfRange(gif, screen, gif.length),
                secret());
    }

    private static byte[] riff(String name, byte[] data) {
        return joined(
                text(name),
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(data.length)
                        .array(),
                data,
                new byte[data.length & 1]);
    }

    private static byte[] webp(boolean plain) {
        var header = new byte[10];
        header[0] = (byte) (plain ? 0x10 : 0x1C);
        var parts = plain
                ? joined(text("WEBP"), riff("VP8X", header), riff("VP8 ", text("picture")))
                : joined(
                        text("WEBP"),
                        riff("VP8X", header),
                        riff("VP8 ", text("picture")),
                        riff("EXIF", secret()),
                        riff("XMP ", secret()));
        return joined(riff("RIFF", parts));
    }

    private static byte[] of(byte[] picture, String type) {
        return PlainPicture.of(picture, type).orElseThrow();
    }

    private static void saysNothing(byte[] picture) {
        assertThat(new String(picture, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(secret(), StandardCharsets.ISO_8859_1).substring(0, 12));
    }

    @Test
    void a_photo_keeps_its_picture_and_says_nothing_of_where_and_when_and_by_whom() throws IOException {
        var plain = of(photo(1, ByteOrder.BIG_ENDIAN), "image/jpeg");
        saysNothing(plain);
        assertThat(pixels(plain)).isEqualTo(pixels(drawn("jpg")));
        assertThat(of(drawn("jpg"), "image/jpeg")).isEqualTo(drawn("jpg"));
    }

    @ParameterizedTest
    @CsvSource({"3,true", "6,false", "8,true"})
    void how_a_photo_is_to_be_turned_stays(int orientation, boolean big) throws IOException {
        var order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        var plain = of(photo(orientation, order), "image/jpeg");
        saysNothing(plain);
        var exif = segment(
                0xE1,
                joined(
                        text("Exif\0\0MM\0*"),
                        ByteBuffer.allocate(22)
                                .putInt(8)
                                .putShort((short) 1)
                                .putShort((short) 0x0112)
                                .putShort((short) 3)
                                .putInt(1)
                                .putShort((short) orientation)
                                .putShort((short) 0)
                                .putInt(0)
                                .array()));
        assertThat(new String(plain, StandardCharsets.ISO_8859_1))
                .contains(new String(exif, StandardCharsets.ISO_8859_1));
        assertThat(pixels(plain)).isEqualTo(pixels(drawn("jpg")));
        assertThat(of(plain, "image/jpeg")).isEqualTo(plain);
    }

    @Test
    void other_pictures_keep_what_a_viewer_needs() throws IOException {
        assertThat(of(screenshot(), "image/png")).isEqualTo(of(drawn("png"), "image/png"));
        assertThat(pixels(of(screenshot(), "image/png"))).isEqualTo(pixels(drawn("png")));
        assertThat(of(gif(), "image/gif")).isEqualTo(of(drawn("gif"), "image/gif"));
        assertThat(pixels(of(gif(), "image/gif"))).isEqualTo(pixels(drawn("gif")));
        assertThat(of(webp(false), "image/webp")).isEqualTo(webp(true));
        assertThat(of(joined(drawn("bmp"), secret()), "image/bmp")).isEqualTo(drawn("bmp"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/jpeg", "image/png", "image/gif", "image/webp"})
    void what_is_cut_off_or_damaged_is_told_and_breaks_nothing(String type) throws IOException {
        var whole =
                switch (type) {
                    case "image/jpeg" -> photo(6, ByteOrder.LITTLE_ENDIAN);
                    case "image/png" -> screenshot();
                    case "image/gif" -> gif();
                    default -> webp(false);
                };
        int picture = of(whole, type).length;
        for (int length = 0; length < Math.min(whole.length, picture) / 2; length++) {
            assertThat(PlainPicture.of(Arrays.copyOf(whole, length), type)).isEmpty();
        }
        var random = new Random(20260907);
        for (int round = 0; round < 2_000; round++) {
            var damaged = whole.clone();
            for (int i = 0; i < 5; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            PlainPicture.of(damaged, type)
                    .ifPresent(plain -> assertThat(plain.length).isLessThanOrEqualTo(whole.length));
        }
        assertThat(List.of(PlainPicture.TYPES.contains(type))).containsExactly(true);
    }
}
