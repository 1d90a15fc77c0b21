package org.pagurus.experiments.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;

/** A picture in PNG, of so many of its dots for a pixel of the chart that it can be printed. */
public final class PngCanvas implements Canvas {
    private static final int DOTS_PER_PIXEL = 3;
    private static final int FONT_SIZE = 13;

    private final BufferedImage image;
    private final Graphics2D graphics;

    static {
        // No window is ever opened, whether or not there is a display.
        System.setProperty("java.awt.headless", "true");
    }

    /**
     * @throws IllegalStateException when there is no font on this machine; the message is one line
     */
    public PngCanvas(int widthPixels, int heightPixels) {
        image =
                new BufferedImage(
                        widthPixels * DOTS_PER_PIXEL,
                        heightPixels * DOTS_PER_PIXEL,
                        BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.scale(DOTS_PER_PIXEL, DOTS_PER_PIXEL);
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        try {
            graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, FONT_SIZE));
            graphics.getFontMetrics();
        } catch (RuntimeException | LinkageError e) {
            // What the JDK throws where fontconfig finds nothing differs from one to the next.
            throw new IllegalStateException("a font: expected one on this machine, found none", e);
        }
        rectangle(0, 0, widthPixels, heightPixels, Paint.PAPER);
    }

    /** The picture's bytes. */
    public byte[] end() {
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new AssertionError("bytes in memory can be written", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void path(List<Spot> spots, Line line) {
        float[] dashes = new float[line.dashes().length];
        for (int i = 0; i < dashes.length; i++) {
            dashes[i] = (float) line.dashes()[i];
        }
        graphics.setStroke(
                new BasicStroke(
                        (float) line.widthPixels(),
                        BasicStroke.CAP_BUTT,
                        BasicStroke.JOIN_ROUND,
                        1,
                        dashes.length == 0 ? null : dashes,
                        0));
        graphics.setColor(Color.decode(line.paint().hex()));
        graphics.draw(shape(spots));
    }

    @Override
    public void rectangle(double left, double top, double width, double height, Paint paint) {
        graphics.setColor(Color.decode(paint.hex()));
        graphics.fill(new Rectangle2D.Double(left, top, width, height));
    }

    @Override
    public void mark(double x, double y, double radius, Mark mark, Paint paint) {
        graphics.setColor(Color.decode(paint.hex()));
        graphics.fill(shape(mark.outline(x, y, radius)));
    }

    @Override
    public void text(double x, double y, Anchor anchor, Paint paint, String text) {
        double width = graphics.getFontMetrics().getStringBounds(text, graphics).getWidth();
        double left =
                switch (anchor) {
                    case START -> x;
                    case MIDDLE -> x - width / 2;
                    case END -> x - width;
                };
        graphics.setColor(Color.decode(paint.hex()));
        graphics.drawString(text, (float) left, (float) y);
    }

    private static Path2D shape(List<Spot> spots) {
        Path2D path = new Path2D.Double();
        for (Spot spot : spots) {
            if (path.getCurrentPoint() == null) {
                path.moveTo(spot.x(), spot.y());
            } else {
                path.lineTo(spot.x(), spot.y());
            }
        }
        return path;
    }
}
