package io.airclass.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;

/** Those who try every endpoint, in the order of {@link #row}. */
public final class Actors {
    static final String[] NAMES = {
        "nobody",
        "student",
        "guardian",
        "teacher of the class",
        "other teacher",
        "principal",
        "school administrator",
        "teacher next door",
        "principal next door",
        "student next door",
        "guardian next door",
        "county officer",
        "county supervisor",
        "bureau administrator",
        "researcher",
        "officer next door",
        "vendor engineer",
        "platform administrator"
    };

    private Actors() {}

    /** A status for each actor, in their order. */
    public static Map<String, Integer> row(int... statuses) {
        var row = new TreeMap<String, Integer>();
        assertThat(statuses).hasSameSizeAs(NAMES);
        for (int i = 0; i < NAMES.length; i++) {
            row.put(NAMES[i], statuses[i]);
        }
        return row;
    }

    /** One status for all. */
    public static Map<String, Integer> everybody(int status) {
        var row = new TreeMap<String, Integer>();
        for (String actor : NAMES) {
            row.put(actor, status);
        }
        return row;
    }

    /** One status for all who are signed in, 401 for nobody. */
    public static Map<String, Integer> signedIn(int status) {
        var row = everybody(status);
        row.put("nobody", 401);
        return row;
    }

    /** One status for all who are signed in but some, 401 for nobody. */
    public static Map<String, Integer> signedIn(int status, Map<String, Integer> others) {
        var row = signedIn(status);
        assertThat(row).containsKeys(others.keySet().toArray(String[]::new));
        row.putAll(others);
        return row;
    }
}
