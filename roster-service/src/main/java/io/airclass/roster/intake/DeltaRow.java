package io.airclass.roster.intake;

import io.airclass.roster.oneroster.Bundle;
import io.airclass.roster.oneroster.BundleFile;
import io.airclass.roster.oneroster.Findings;
import io.airclass.roster.oneroster.Row;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** A row of a bundle of changes. */
record DeltaRow(BundleFile file, Row row, boolean leaves, Instant at) {
    String sourceId() {
        return SourceRow.id(file, row.id());
    }

    /** All rows whose form is right, by file; bundles of changes are small, and one that is not is refused. */
    static Map<BundleFile, List<DeltaRow>> readAll(Bundle bundle, Findings findings, int rowsMax) throws IOException {
        var all = new EnumMap<BundleFile, List<DeltaRow>>(BundleFile.class);
        int[] count = {0};
        for (BundleFile file : BundleFile.values()) {
            var rows = new ArrayList<DeltaRow>();
            var ids = new HashSet<String>();
            bundle.rows(file, findings, row -> {
                if (!ids.add(row.id())) {
                    findings.row(file, row.line(), "sourcedId", "id-doubled", Map.of("value", row.id()));
                } else if (count[0]++ < rowsMax) {
                    boolean leaves = row.text("status").equals("tobedeleted");
                    rows.add(new DeltaRow(file, row, leaves, Instant.parse(row.text("dateLastModified"))));
                }
            });
            all.put(file, rows);
        }
        if (count[0] > rowsMax) {
            findings.bundle("", 0, "", "delta-too-large", Map.of("limit", String.valueOf(rowsMax)));
        }
        return all;
    }
}
