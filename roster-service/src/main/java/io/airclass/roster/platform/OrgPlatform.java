package io.airclass.roster.platform;

import io.airclass.contracts.MayBeAbsent;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that an organisation says of platforms.
 *
 * @param apps by key, each once, at most {@link PlatformRules#APPS_MAX}
 * @param learningSpaceDue until when those below are to confirm theirs
 * @param virtualTenant the name under which a county without a platform of its own is served by this one (虚拟平台)
 */
public record OrgPlatform(
        List<App> apps,
        @MayBeAbsent LearningSpace learningSpace,
        @MayBeAbsent LocalDate learningSpaceDue,
        @MayBeAbsent String virtualTenant) {
    static final OrgPlatform NOTHING = new OrgPlatform(List.of(), null, null, null);

    public OrgPlatform {
        apps = List.copyOf(apps);
    }

    Optional<App> app(String key) {
        return apps.stream().filter(app -> app.key().equals(key)).findFirst();
    }

    OrgPlatform with(App app) {
        var all = Stream.concat(apps.stream().filter(one -> !one.key().equals(app.key())), Stream.of(app))
                .sorted(Comparator.comparing(App::key))
                .toList();
        return new OrgPlatform(all, learningSpace, learningSpaceDue, virtualTenant);
    }

    OrgPlatform confirmed(LearningSpace space) {
        return new OrgPlatform(apps, space, learningSpaceDue, virtualTenant);
    }

    OrgPlatform due(LocalDate due) {
        return new OrgPlatform(apps, learningSpace, due, virtualTenant);
    }

    OrgPlatform servedAs(String name) {
        return new OrgPlatform(apps, learningSpace, learningSpaceDue, name);
    }
}
