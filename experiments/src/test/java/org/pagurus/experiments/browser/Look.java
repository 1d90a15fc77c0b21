package org.pagurus.experiments.browser;

/**
 * How a page is shown.
 *
 * @param widthPixels of the window
 * @param dark whether the person prefers dark colours
 * @param print whether it is shown as it would be printed
 */
public record Look(int widthPixels, int heightPixels, boolean dark, boolean print) {
    public static final Look DESKTOP = new Look(1280, 900, false, false);
    public static final Look DARK = new Look(1280, 900, true, false);
    public static final Look PHONE = new Look(390, 844, false, false);
    public static final Look PRINT = new Look(794, 1123, false, true);
}
