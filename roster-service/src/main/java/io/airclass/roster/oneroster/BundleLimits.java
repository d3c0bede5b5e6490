package io.airclass.roster.oneroster;

/**
 * What a bundle may cost at most; the defaults take a province (two million people) and no bomb.
 *
 * @param ratioMax inflated bytes for each packed byte, looked at once a file is larger than {@value #RATIO_FREE_BYTES} bytes
 * @param depthMax levels of organisations below the root
 * @param membersMax students and teachers of one class together
 * @param relationsMax classes, grants, guardians or children of one person, each
 */
public record BundleLimits(
        int entriesMax,
        long inflatedBytesMax,
        int ratioMax,
        int rowsMax,
        int fieldCharsMax,
        int rowCharsMax,
        int columnsMax,
        int orgsMax,
        int depthMax,
        int membersMax,
        int relationsMax) {
    static final long RATIO_FREE_BYTES = 1 << 20;

    public static BundleLimits standard() {
        return new BundleLimits(64, 2L << 30, 200, 5_000_000, 4_096, 65_536, 100, 50_000, 12, 500, 200);
    }
}
