package io.airclass.roster.platform;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.roster.audit.Audit;
import io.airclass.roster.figures.Below;
import io.airclass.roster.figures.SchoolFigures;
import io.airclass.roster.profile.RequiredProfiles;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What may be enabled, who says so, and which schools are covered. */
final class PlatformRules {
    static final int APPS_MAX = 50;
    static final int HOSTS_MAX = 10;
    private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern FILING_NUMBER = Pattern.compile("教APP备[0-9]{7}号");
    private static final Set<Role> SAYING = EnumSet.of(Role.ORG_ADMINISTRATOR, Role.TECHNICAL_OFFICER, Role.PRINCIPAL);
    private static final Set<Role> CONFIRMING = EnumSet.of(Role.ORG_ADMINISTRATOR, Role.TECHNICAL_OFFICER);
    /** The teaching-guarantee group is not among them (R002). */
    private static final Set<Role> OVERSEEING = EnumSet.of(
            Role.SUPERVISION_OFFICER, Role.TECHNICAL_OFFICER, Role.ORG_ADMINISTRATOR, Role.PLATFORM_ADMINISTRATOR);

    private PlatformRules() {}

    /** How many schools have a provider that is enabled for them, and a teacher who can use it. */
    record Coverage(long schools, long covered) {
        static final Coverage NONE = new Coverage(0, 0);

        Coverage plus(Coverage more) {
            return new Coverage(schools + more.schools, covered + more.covered);
        }
    }

    static boolean maySay(Caller caller, List<String> within) {
        return caller.reaches(SAYING, within);
    }

    static boolean mayConfirm(Caller caller, List<String> within) {
        return caller.reaches(CONFIRMING, within);
    }

    static boolean mayOversee(Caller caller, List<String> within) {
        return caller.reaches(OVERSEEING, within);
    }

    /** Whoever answers for the level above: a county does not open its own. */
    static boolean mayOpen(Caller caller, List<String> within) {
        return caller.has(Role.ORG_ADMINISTRATOR, within.subList(0, within.size() - 1));
    }

    static Decision<OrgPlatform> say(OrgPlatform known, Caller caller, List<String> within, App app) {
        if (!KEY.matcher(app.key()).matches()) {
            return Decision.rejected(Rejection.ruleBroken("app-key-malformed"));
        }
        if (app.filingNumber() != null
                && !FILING_NUMBER.matcher(app.filingNumber()).matches()) {
            return Decision.rejected(Rejection.ruleBroken("filing-number-malformed"));
        }
        if (app.enabled() && app.kind().needsFiling() && app.filingNumber() == null) {
            return Decision.rejected(Rejection.ruleBroken("filing-number-missing")
                    .with("kind", app.kind().name()));
        }
        if (!app.hosts().stream().allMatch(AddressRules::isHost)) {
            return Decision.rejected(Rejection.ruleBroken("app-host-malformed"));
        }
        if (app.launchUri() != null && !app.isAt(app.launchUri())) {
            return Decision.rejected(Rejection.ruleBroken("app-address-unfit"));
        }
        var before = known.app(app.key());
        if (before.filter(app::saysAs).isPresent()) {
            return Decision.unchanged(known);
        }
        if (before.isEmpty() && known.apps().size() >= APPS_MAX) {
            return Decision.rejected(Rejection.ruleBroken("apps-too-many").with("max", APPS_MAX));
        }
        return Decision.accepted(
                known.with(app),
                Audit.ofOrg(
                        caller,
                        "app-set",
                        within,
                        Map.of(
                                "app",
                                app.key(),
                                "enabled",
                                String.valueOf(app.enabled()),
                                "launchUri",
                                Objects.requireNonNullElse(app.launchUri(), ""),
                                "hosts",
                                String.join(",", app.hosts()))));
    }

    static Decision<OrgPlatform> confirm(
            OrgPlatform known, Caller caller, List<String> within, String platform, LocalDate today) {
        var before = known.learningSpace();
        return before != null && before.platform().equals(platform)
                ? Decision.unchanged(known)
                : Decision.accepted(
                        known.confirmed(new LearningSpace(platform, today, caller.personId())),
                        Audit.ofOrg(caller, "learning-space-confirmed", within, Map.of("platform", platform)));
    }

    static Decision<OrgPlatform> due(OrgPlatform known, Caller caller, List<String> within, LocalDate due) {
        return due.equals(known.learningSpaceDue())
                ? Decision.unchanged(known)
                : Decision.accepted(
                        known.due(due),
                        Audit.ofOrg(caller, "learning-space-due-set", within, Map.of("due", due.toString())));
    }

    /** @param name absent: no longer */
    static Decision<OrgPlatform> open(
            OrgPlatform known, Caller caller, List<String> within, OrgType type, String name) {
        if (type != OrgType.COUNTY && type != OrgType.FUNCTIONAL_ZONE) {
            return Decision.rejected(Rejection.ruleBroken("virtual-tenant-of-county"));
        }
        return Objects.equals(known.virtualTenant(), name)
                ? Decision.unchanged(known)
                : Decision.accepted(
                        known.servedAs(name),
                        Audit.ofOrg(
                                caller,
                                name == null ? "virtual-tenant-closed" : "virtual-tenant-opened",
                                within,
                                Map.of()));
    }

    /** Confirmed after the last day, or not confirmed and that day is over. */
    static boolean isLate(LearningSpace confirmed, LocalDate due, LocalDate today) {
        return due != null && (confirmed == null ? today : confirmed.confirmedOn()).isAfter(due);
    }

    /**
     * What holds for an organisation: for each key the word of the nearest.
     *
     * @param within ids of the organisation and all above it, the root first
     * @return by key: who says it
     */
    static Map<String, String> nearest(List<String> within, Map<String, OrgPlatform> platforms) {
        var origins = new TreeMap<String, String>();
        within.stream()
                .filter(platforms::containsKey)
                .forEach(orgId -> platforms.get(orgId).apps().forEach(app -> origins.put(app.key(), orgId)));
        return origins;
    }

    /**
     * A school is covered with a provider that is enabled and a bound teacher: one with a complete profile where that is asked for, else
     * one with an account.
     *
     * @param orgId whose children are told apart
     */
    static Below<Coverage> coverage(
            String orgId,
            Collection<SchoolFigures> schools,
            Map<String, OrgPlatform> platforms,
            RequiredProfiles required) {
        var counted = schools.stream()
                .filter(school -> school.type() == OrgType.SCHOOL) // a teaching point is its school's
                .toList();
        return Below.of(orgId, counted, school -> coverage(school, platforms, required), Coverage.NONE, Coverage::plus);
    }

    private static Coverage coverage(
            SchoolFigures school, Map<String, OrgPlatform> platforms, RequiredProfiles required) {
        boolean provided = nearest(school.within(), platforms).entrySet().stream()
                .anyMatch(said -> platforms
                        .get(said.getValue())
                        .app(said.getKey())
                        .orElseThrow()
                        .enabled());
        Long bound = required.in(school.within()) ? school.profiledTeachers() : school.boundTeachers();
        boolean used = bound != null && bound > 0;
        return new Coverage(1, provided && used ? 1 : 0);
    }
}
