package io.airclass.roster.profile;

import java.util.List;
import java.util.Map;

/** Where a profile is asked for, as it was a few seconds ago at most. */
public final class RequiredProfiles {
    private final Map<String, Boolean> settings;

    public RequiredProfiles(Map<String, Boolean> settings) {
        this.settings = Map.copyOf(settings);
    }

    /** @param within ids of an organisation and all above it, the root first */
    public boolean in(List<String> within) {
        return ProfileRules.isRequired(List.of(within), settings);
    }
}
