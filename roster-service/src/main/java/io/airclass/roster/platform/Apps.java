package io.airclass.roster.platform;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that some organisations say of apps. */
public final class Apps {
    private final Map<String, OrgPlatform> platforms;

    Apps(Map<String, OrgPlatform> platforms) {
        this.platforms = Map.copyOf(platforms);
    }

    /**
     * What holds for an organisation, each app by the word of the nearest, sorted by key.
     *
     * @param within ids of the organisation and all above it, the root first
     */
    public List<SaidApp> inForce(List<String> within) {
        return PlatformRules.nearest(within, platforms).entrySet().stream()
                .map(said -> new SaidApp(
                        said.getValue(),
                        platforms.get(said.getValue()).app(said.getKey()).orElseThrow()))
                .toList();
    }

    public Optional<SaidApp> inForce(List<String> within, String key) {
        return within.reversed().stream()
                .filter(platforms::containsKey)
                .flatMap(orgId -> platforms.get(orgId).app(key).map(app -> new SaidApp(orgId, app)).stream())
                .findFirst();
    }
}
