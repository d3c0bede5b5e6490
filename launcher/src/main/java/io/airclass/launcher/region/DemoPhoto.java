package io.airclass.launcher.region;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.CubicCurve2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** A small photo of a page of homework: ruled paper with handwriting, drawn without fonts. */
public final class DemoPhoto {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 640;
    private static final int LINE = 40;

    private DemoPhoto() {}

    /** The photo as JPEG. */
    public static byte[] jpeg() {
        var page = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var pen = page.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(new Color(250, 247, 235));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setColor(new Color(170, 190, 215));
        for (int y = LINE; y < HEIGHT; y += LINE) {
            pen.drawLine(0, y, WIDTH, y);
        }
        pen.setColor(new Color(30, 40, 90));
        pen.setStroke(new BasicStroke(2));
        var random = new Random(7);
        for (int y = LINE; y < HEIGHT; y += LINE) {
            for (int x = 20; x < WIDTH - 60 - random.nextInt(120); x += 24) {
                pen.draw(new CubicCurve2D.Double(
                        x,
                        y - random.nextInt(24),
                        x + random.nextInt(20),
                        y - random.nextInt(30),
                        x + random.nextInt(20),
                        y - random.nextInt(10),
                        x + 16,
                        y - random.nextInt(24)));
            }
        }
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(page, "jpeg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
