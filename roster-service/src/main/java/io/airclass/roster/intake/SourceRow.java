package io.airclass.roster.intake;

import io.airclass.roster.oneroster.BundleFile;
import java.time.Instant;
import java.util.List;

/**
 * What a bundle of changes last said in one row; its id is {@link #id}.
 *
 * @param at the row's {@code dateLastModified}
 * @param said the relation that it stood for: of an enrolment class, person, role and subjects; of a role person, organisation and role;
 *     nothing where the row is gone or stands for no relation
 */
public record SourceRow(Instant at, List<String> said) {
    public SourceRow {
        said = List.copyOf(said);
    }

    static String id(BundleFile file, String sourcedId) {
        return file.shortName() + ":" + sourcedId;
    }
}
