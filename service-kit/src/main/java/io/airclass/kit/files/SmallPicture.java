package io.airclass.kit.files;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A small JPEG of a picture, turned as it is to be seen. Of a large picture only some pixels are decoded, so that it takes no more memory than
 * a small one.
 */
final class SmallPicture {
    /** On a side, in pixels. */
    static final int SIDE_MAX = 640;

    /** Of one that is in memory as a whole until its last byte is read: so many times three bytes. */
    private static final long PROGRESSIVE_PIXELS_MAX = 5_000_000;

    private static final Set<String> TYPES = Set.of("image/jpeg", "image/png", "image/gif");

    private SmallPicture() {}

    /**
     * The small picture; empty where the picture cannot be decoded, or only with much memory.
     *
     * @param type one of {@link PlainPicture#TYPES}
     */
    static Optional<byte[]> of(byte[] picture, String type) {
        boolean fits = PictureSize.of(picture, type)
                .filter(size -> size.pixels() > 0 && size.pixels() <= Pictures.PIXELS_MAX)
                .filter(size -> !size.progressive() || size.pixels() <= PROGRESSIVE_PIXELS_MAX)
                .isPresent();
        if (!TYPES.contains(type) || !fits) {
            return Optional.empty();
        }
        try {
            return Optional.of(jpeg(upright(decoded(picture, type), PlainPicture.turned(picture, type))));
        } catch (IOException
                | RuntimeException notDecoded) { // by what the picture says, which anybody may have written
            return Optional.empty();
        }
    }

    private static BufferedImage decoded(byte[] picture, String type) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByMIMEType(type).next();
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(picture))) {
            reader.setInput(in, true, true);
            int larger = Math.max(reader.getWidth(0), reader.getHeight(0));
            int step = Math.max(1, Math.ceilDiv(larger, 2 * SIDE_MAX));
            var every = reader.getDefaultReadParam();
            every.setSourceSubsampling(step, step, 0, 0);
            return reader.read(0, every);
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage upright(BufferedImage picture, int turned) {
        double scale = Math.min(1, (double) SIDE_MAX / Math.max(picture.getWidth(), picture.getHeight()));
        double width = Math.max(1, picture.getWidth() * scale);
        double height = Math.max(1, picture.getHeight() * scale);
        boolean lying = turned >= 5;
        var small = new BufferedImage(
                (int) Math.round(lying ? height : width),
                (int) Math.round(lying ? width : height),
                BufferedImage.TYPE_INT_RGB);
        var canvas = small.createGraphics();
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, small.getWidth(), small.getHeight());
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        var way = turning(turned, width, height);
        way.scale(width / picture.getWidth(), height / picture.getHeight());
        canvas.drawImage(picture, way, null);
        canvas.dispose();
        return small;
    }

    /** The eight orientations of EXIF. */
    private static AffineTransform turning(int turned, double width, double height) {
        return switch (turned) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }

    private static byte[] jpeg(BufferedImage picture) throws IOException {
        var out = new ByteArrayOutputStream();
        if (!ImageIO.write(picture, "jpeg", out)) {
            throw new IllegalStateException("No JPEG can be written");
        }
        return out.toByteArray();
    }
}
