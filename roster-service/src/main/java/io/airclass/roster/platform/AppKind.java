package io.airclass.roster.platform;

/** What is provided, and whether the ministry must have filed it. */
public enum AppKind {
    /** A platform of the region's own. */
    PLATFORM(false),
    /** A mobile application (教育 APP). */
    APP(true),
    /** A service for live lessons. */
    LIVE(true);

    private final boolean filed;

    AppKind(boolean filed) {
        this.filed = filed;
    }

    boolean needsFiling() {
        return filed;
    }
}
