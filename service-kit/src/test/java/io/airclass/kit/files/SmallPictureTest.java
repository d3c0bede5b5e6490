package io.airclass.kit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class SmallPictureTest {
    @TempDir
    Path directory;

    private final Scheduler blocking = Schedulers.newBoundedElastic(4, 1000, "test");

    @AfterEach
    void end() {
        blocking.dispose();
    }

    @ParameterizedTest
    @CsvSource({
        "jpeg, 4000, 3000, 640, 480",
        "png, 4000, 3000, 640, 480",
        "gif, 300, 4000, 48, 640",
        "png, 40, 30, 40, 30",
        "jpeg, 641, 640, 640, 639",
        "png, 5000, 1, 640, 1"
    })
    void a_small_picture_fits_into_a_square(String format, int width, int height, int smallWidth, int smallHeight)
            throws IOException {
        var small = read(SmallPicture.of(picture(width, height, format), "image/" + format)
                .orElseThrow());
        assertThat(small.getWidth()).isEqualTo(smallWidth);
        assertThat(small.getHeight()).isEqualTo(smallHeight);
    }

    /** The red corner of the picture as it lies, and where it is to be seen. */
    @ParameterizedTest
    @CsvSource({
        "1,false,false,false", "2,false,true,false", "3,false,true,true", "4,false,false,true",
        "5,true,false,false", "6,true,true,false", "7,true,true,true", "8,true,false,true"
    })
    void a_picture_that_lies_is_turned(int turned, boolean lying, boolean right, boolean below) throws IOException {
        var picture = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB);
        var canvas = picture.createGraphics();
        canvas.setColor(Color.RED);
        canvas.fillRect(0, 0, 50, 50);
        canvas.dispose();
        var small = read(SmallPicture.of(turned(bytes(picture, "jpeg"), turned), "image/jpeg")
                .orElseThrow());
        assertThat(small.getWidth()).isEqualTo(lying ? 100 : 200);
        assertThat(small.getHeight()).isEqualTo(lying ? 200 : 100);
        int x = right ? small.getWidth() - 10 : 10;
        int y = below ? small.getHeight() - 10 : 10;
        assertThat(new Color(small.getRGB(x, y)).getRed()).isGreaterThan(200);
        assertThat(new Color(small.getRGB(small.getWidth() - 1 - x, small.getHeight() - 1 - y)).getRed())
                .isLessThan(60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "gif", "bmp"})
    void the_size_is_read_without_decoding(String format) throws IOException {
        var size = PictureSize.of(picture(1234, 56, format), "image/" + format).orElseThrow();
        assertThat(size).isEqualTo(new PictureSize(1234, 56, false));
    }

    @Test
    void the_size_of_a_webp_picture_is_read() {
        var extended = ByteBuffer.allocate(30).put(8, "WEBPVP8X".getBytes());
        extended.put(24, new byte[] {(byte) 0x2F, 0x75, 0, (byte) 0x2F, 0x75, 0});
        assertThat(PictureSize.of(extended.array(), "image/webp")).contains(new PictureSize(30_000, 30_000, false));
    }

    @Test
    void what_is_too_short_has_no_size() throws IOException {
        for (var format : new String[] {"jpeg", "png", "gif", "bmp"}) {
            var whole = picture(20, 20, format);
            for (int length = 0; length < 14; length++) {
                assertThat(PictureSize.of(Arrays.copyOf(whole, length), "image/" + format))
                        .isEmpty();
            }
        }
    }

    @Test
    void a_progressive_picture_says_so() throws IOException {
        assertThat(PictureSize.of(progressive(64, 64), "image/jpeg")).contains(new PictureSize(64, 64, true));
        assertThat(SmallPicture.of(progressive(64, 64), "image/jpeg")).isPresent();
        var huge = progressive(64, 64);
        claimSize(huge, 5000, 5000);
        assertThat(SmallPicture.of(huge, "image/jpeg")).isEmpty();
    }

    @Test
    void a_picture_whose_colours_come_one_after_the_other_is_kept_in_memory_whole_as_a_progressive_one()
            throws IOException {
        var jpeg = picture(64, 64, "jpeg");
        assertThat(PictureSize.of(jpeg, "image/jpeg")).contains(new PictureSize(64, 64, false));
        for (int i = 2; i < jpeg.length - 4; i++) {
            if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == 0xda) {
                jpeg[i + 4] = 1;
                break;
            }
        }
        claimSize(jpeg, 5000, 5000);
        assertThat(PictureSize.of(jpeg, "image/jpeg")).contains(new PictureSize(5000, 5000, true));
        assertThat(SmallPicture.of(jpeg, "image/jpeg")).isEmpty();
    }

    @Test
    void a_picture_of_30000_by_30000_is_refused_before_it_is_decoded_and_not_kept() throws IOException {
        var jpeg = picture(64, 64, "jpeg");
        claimSize(jpeg, 30_000, 30_000);
        var png = picture(64, 64, "png");
        ByteBuffer.wrap(png).putInt(16, 30_000).putInt(20, 30_000);
        var wide = picture(64, 64, "png");
        ByteBuffer.wrap(wide).putInt(16, 20_001).putInt(20, 1);
        var files = new DirectoryFileStore(directory, blocking);
        var pictures = new Pictures(files, blocking);
        for (var picture : new byte[][] {jpeg, png, wide}) {
            var stored = put(files, picture);
            assertThatThrownBy(() -> pictures.plain(stored, "作业").block()).hasMessage("picture-too-many-pixels");
            assertThatThrownBy(() -> files.get(stored.id(), 0, 1).blockLast()).isInstanceOf(Refused.class);
        }
    }

    @Test
    void a_small_picture_is_made_once_and_kept() throws IOException {
        var files = new DirectoryFileStore(directory, blocking);
        var pictures = new Pictures(files, blocking);
        var stored = put(files, picture(2000, 1000, "png"));
        var small = pictures.small(stored).block();
        assertThat(read(small).getWidth()).isEqualTo(640);
        files.delete(stored.id()).block();
        assertThat(pictures.small(stored).block()).isEqualTo(small);
    }

    @Test
    void what_cannot_be_decoded_has_no_small_picture() throws IOException {
        var files = new DirectoryFileStore(directory, blocking);
        var pictures = new Pictures(files, blocking);
        var png = picture(64, 64, "png");
        var broken = Arrays.copyOf(png, png.length / 2);
        var stored = put(files, broken);
        assertThatThrownBy(() -> pictures.small(stored).block()).hasMessage("picture-without-preview");
        var text = new StoredFile(Ids.next(), 10, "", "text/plain");
        assertThatThrownBy(() -> pictures.small(text).block()).hasMessage("picture-without-preview");
    }

    private static StoredFile put(FileStore files, byte[] content) {
        return files.put(
                        Ids.next(),
                        Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(content)),
                        "作业",
                        content.length)
                .block();
    }

    private static byte[] picture(int width, int height, String format) throws IOException {
        return bytes(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format);
    }

    private static byte[] bytes(BufferedImage picture, String format) throws IOException {
        var out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(picture, format, out)).isTrue();
        return out.toByteArray();
    }

    private static BufferedImage read(byte[] picture) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(picture));
    }

    private static byte[] progressive(int width, int height) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var how = writer.getDefaultWriteParam();
        how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            writer.write(null, new IIOImage(picture, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Writes another size into the frame of a JPEG picture. */
    private static void claimSize(byte[] jpeg, int width, int height) {
        for (int i = 2; i < jpeg.length - 9; i++) {
            if ((jpeg[i] & 0xff) == 0xff && ((jpeg[i + 1] & 0xff) == 0xc0 || (jpeg[i + 1] & 0xff) == 0xc2)) {
                ByteBuffer.wrap(jpeg).putShort(i + 5, (short) height).putShort(i + 7, (short) width);
                return;
            }
        }
        throw new AssertionError("No frame");
    }

    private static byte[] turned(byte[] jpeg, int turned) {
        return ByteBuffer.allocate(jpeg.length + 36)
                .put(jpeg, 0, 2)
                .putShort((short) 0xFFE1)
                .putShort((short) 34)
                .put("Exif\0\0MM\0*".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) turned)
                .putShort((short) 0)
                .putInt(0)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }
}
