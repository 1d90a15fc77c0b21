package org.pagurus.experiments.chart;

/** Something that can be drawn. */
public interface Chart {
    /** What it shows, for those who don't see it: papers have captions, so it is not drawn. */
    String title();

    int widthPixels();

    int heightPixels();

    void draw(Canvas canvas);

    /** As an SVG file. */
    default String svg() {
        SvgCanvas canvas = SvgCanvas.file(title(), widthPixels(), heightPixels());
        draw(canvas);
        return canvas.end();
    }

    /**
     * As a part of a page.
     *
     * @param id that the page has once
     */
    default String inPage(String id) {
        SvgCanvas canvas = SvgCanvas.inPage(id, title(), widthPixels(), heightPixels());
        draw(canvas);
        return canvas.end();
    }

    /**
     * As a PNG file.
     *
     * @throws IllegalStateException when there is no font on this machine; the message is one line
     */
    default byte[] png() {
        PngCanvas canvas = new PngCanvas(widthPixels(), heightPixels());
        draw(canvas);
        return canvas.end();
    }
}
