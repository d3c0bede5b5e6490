package io.airclass.roster.oneroster;

import java.util.LinkedHashMap;
import java.util.Map;

/** The school of {@link Zips} once more with people of its own, for tests that leave their accounts changed. */
public final class OwnSchool {
    private OwnSchool() {}

    public static Map<String, String> of(String prefix) {
        var files = new LinkedHashMap<String, String>();
        Zips.school()
                .forEach((name, rows) -> files.put(
                        name,
                        rows.replaceAll("\\b(school|class|teacher|student|guardian)-", prefix + "-$1-")
                                .replaceAll("\\b(li|zhao|chen|wang)\\.", prefix + ".$1.")));
        return files;
    }
}
