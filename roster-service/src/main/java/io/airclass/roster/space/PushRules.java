package io.airclass.roster.space;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.roster.audit.Audit;
import io.airclass.roster.platform.Apps;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who pushes what, and who sees it. */
final class PushRules {
    static final int STANDING_MAX = 200;
    /** With those that are over; a repeat of a request within a day is known by them. */
    static final int KEPT_MAX = 400;

    static final Duration KEPT = Duration.ofDays(1);
    static final Duration AGE_MAX = Duration.ofDays(400);

    /** Control characters, and those that turn the direction of writing and so show another text than there is. */
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

    private static final Set<Role> PUSHING = EnumSet.of(Role.ORG_ADMINISTRATOR, Role.TEACHING_OFFICER);
    private static final Set<Role> READING = EnumSet.of(
            Role.ORG_ADMINISTRATOR,
            Role.TEACHING_OFFICER,
            Role.TECHNICAL_OFFICER,
            Role.SUPERVISION_OFFICER,
            Role.RESEARCHER,
            Role.PLATFORM_ADMINISTRATOR);

    private PushRules() {}

    /** An item and who pushes it, with the places of the caller's that it is for. */
    record Seen(String orgId, PushedItem item, List<Place> places) {}

    static boolean mayPush(Caller caller, List<String> within) {
        return caller.reaches(PUSHING, within);
    }

    static boolean mayRead(Caller caller, List<String> within) {
        return caller.reaches(READING, within);
    }

    /** Empty for an organisation that may push. */
    static Optional<Rejection> refusal(OrgType type) {
        boolean bureau = type != null && type.answersForSchools() && type != OrgType.AUTHORITY;
        return bureau ? Optional.empty() : Optional.of(Rejection.ruleBroken("push-by-bureau"));
    }

    static Decision<Pushes> push(
            Pushes known, Caller caller, List<String> within, PushedItem item, Apps apps, Instant at) {
        var before = known.item(item.id());
        if (before.isPresent()) {
            return before.get().requestHash().equals(item.requestHash())
                    ? Decision.unchanged(known)
                    : Decision.rejected(Rejection.ruleBroken("idempotency-key-reused"));
        }
        if (Stream.of(item.title(), item.subject() == null ? "" : item.subject())
                .anyMatch(text -> UNFIT.matcher(text).find())) {
            return Decision.rejected(Rejection.ruleBroken("push-text-unfit"));
        }
        if (!item.until().isAfter(item.from())
                || !item.until().isAfter(at)
                || Duration.between(at, item.from()).compareTo(AGE_MAX) > 0
                || Duration.between(item.from(), item.until()).compareTo(AGE_MAX) > 0) {
            return Decision.rejected(Rejection.ruleBroken("push-times-unfit").with("daysMax", AGE_MAX.toDays()));
        }
        var app = apps.inForce(within, item.app()).filter(said -> said.app().enabled());
        if (app.isEmpty() || item.address() == null && app.get().app().launchUri() == null) {
            return Decision.rejected(Rejection.ruleBroken("push-app-unfit"));
        }
        if (item.address() != null && !app.get().app().isAt(item.address())) {
            return Decision.rejected(Rejection.ruleBroken("app-address-unfit"));
        }
        var kept = kept(known, at);
        if (kept.items().stream().filter(one -> one.end().isAfter(at)).count() >= STANDING_MAX
                || kept.items().size() >= KEPT_MAX) {
            return Decision.rejected(
                    Rejection.ruleBroken("pushed-items-too-many").with("max", STANDING_MAX));
        }
        return Decision.accepted(
                kept.with(item),
                Audit.ofOrg(caller, "item-pushed", within, Map.of("item", item.id(), "app", item.app())));
    }

    static Decision<Pushes> withdraw(Pushes known, Caller caller, List<String> within, String itemId, Instant at) {
        var item = known.item(itemId);
        if (item.isEmpty()) {
            return Decision.rejected(Rejection.notFound("not-found"));
        }
        return item.get().end().isAfter(at)
                ? Decision.accepted(
                        kept(known, at).with(item.get().withdrawn(at)),
                        Audit.ofOrg(caller, "item-withdrawn", within, Map.of("item", itemId)))
                : Decision.unchanged(known);
    }

    private static Pushes kept(Pushes known, Instant at) {
        return new Pushes(known.items().stream()
                .filter(item -> item.end().plus(KEPT).isAfter(at))
                .toList());
    }

    /**
     * What the caller sees.
     *
     * @param pushes by organisation
     */
    static List<Seen> seen(List<Place> places, Map<String, Pushes> pushes, Apps apps, Instant at) {
        return pushes.entrySet().stream()
                .flatMap(pushed -> pushed.getValue().items().stream()
                        .filter(item -> item.isSeenAt(at))
                        .map(item -> new Seen(
                                pushed.getKey(),
                                item,
                                places.stream()
                                        .filter(place -> isSeen(pushed.getKey(), item, place, apps))
                                        .toList())))
                .filter(seen -> !seen.places().isEmpty())
                .toList();
    }

    /** The app must still be enabled here and there, and both records must still allow the address. */
    private static boolean isSeen(String orgId, PushedItem item, Place place, Apps apps) {
        int depth = place.within().indexOf(orgId);
        if (depth < 0 || !item.isFor(place)) {
            return false;
        }
        var there = apps.inForce(place.within().subList(0, depth + 1), item.app())
                .filter(said -> said.app().enabled());
        var here = apps.inForce(place.within(), item.app())
                .filter(said -> said.app().enabled());
        return here.isPresent()
                && there.filter(said -> item.address() == null
                                ? here.get().app().launchUri() != null
                                : said.app().isAt(item.address())
                                        && here.get().app().isAt(item.address()))
                        .isPresent();
    }
}
