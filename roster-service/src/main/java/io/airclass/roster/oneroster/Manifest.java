package io.airclass.roster.oneroster;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What {@code manifest.csv} says of the bundle, held against the entries that are there. */
final class Manifest {
    static final String ENTRY = "manifest.csv";
    private static final List<String> HEADER = List.of("propertyName", "value");

    private record Value(long line, String text) {}

    private final Map<String, Value> values = new HashMap<>();
    private final Findings findings;
    private boolean headerSeen;
    private final Set<BundleFile> delta = EnumSet.noneOf(BundleFile.class);

    Manifest(Findings findings) {
        this.findings = findings;
    }

    void take(long line, List<String> fields) {
        if (!headerSeen) {
            headerSeen = true;
            if (!fields.stream().map(String::strip).toList().equals(HEADER)) {
                findings.bundle(ENTRY, line, "", "manifest-header", Map.of());
            }
        } else if (fields.size() == HEADER.size()) {
            values.put(
                    fields.getFirst().strip(), new Value(line, fields.getLast().strip()));
        } else {
            findings.bundle(
                    ENTRY, line, "", "fields-miscounted", Map.of("expected", "2", "actual", "" + fields.size()));
        }
    }

    /** Looks at the versions and at every file, once all lines are taken; {@code present} are the entries' short names. */
    void check(Set<String> present) {
        demand("manifest.version", Set.of("1.0"));
        demand("oneroster.version", Set.of("1.1", "1.2"));
        for (BundleFile file : BundleFile.values()) {
            checkFile(file.shortName(), present);
            if (text(file.shortName()).equals("delta")) {
                delta.add(file);
            }
        }
        BundleFile.LEFT_ASIDE.stream().sorted().forEach(name -> checkFile(name, present));
    }

    private void checkFile(String name, Set<String> present) {
        Value value = values.get("file." + name);
        String mode = text(name);
        long line = value == null ? 0 : value.line();
        Map<String, String> facts = Map.of("file", name + ".csv", "value", mode);
        if (!Set.of("absent", "bulk", "delta").contains(mode)) {
            findings.bundle(ENTRY, line, "value", "manifest-mode-unknown", facts);
        } else if (mode.equals("absent") && present.contains(name)) {
            findings.bundle(ENTRY, line, "value", "manifest-file-unexpected", facts);
        } else if (!mode.equals("absent") && !present.contains(name)) {
            findings.bundle(ENTRY, line, "value", "manifest-file-missing", facts);
        }
    }

    private String text(String shortName) {
        Value value = values.get("file." + shortName);
        return value == null ? "absent" : value.text();
    }

    private void demand(String property, Set<String> allowed) {
        Value value = values.get(property);
        if (value == null || !allowed.contains(value.text())) {
            findings.bundle(
                    ENTRY,
                    value == null ? 0 : value.line(),
                    "value",
                    "manifest-version-unknown",
                    Map.of("property", property, "value", value == null ? "" : value.text()));
        }
    }

    boolean isVersion11() {
        Value version = values.get("oneroster.version");
        return version != null && version.text().equals("1.1");
    }

    boolean isDelta(BundleFile file) {
        return delta.contains(file);
    }
}
