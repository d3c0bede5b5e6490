package io.airclass.roster.intake;

import io.airclass.roster.org.Org;
import java.util.List;

/**
 * What an import was asked for.
 *
 * @param orgId only what lies below this organisation is touched; the root for everything
 * @param within ids of that organisation and all above it
 * @param platform whether a platform administrator asked, who may give every grant
 * @param dryRun whether nothing is written, and only told what would be
 */
public record Asked(String by, String orgId, List<String> within, boolean platform, boolean dryRun, Format format) {
    /** What the upload is. */
    public enum Format {
        /** A zip of OneRoster CSV. */
        ONEROSTER,
        /** The filled template. */
        WORKBOOK
    }

    public Asked {
        within = List.copyOf(within);
    }

    boolean reachesAll() {
        return orgId.equals(Org.ROOT);
    }

    /** Whether something with these ancestors, itself among them, lies below the organisation or is it. */
    boolean reaches(List<String> others) {
        return reachesAll() || others.contains(orgId);
    }
}
