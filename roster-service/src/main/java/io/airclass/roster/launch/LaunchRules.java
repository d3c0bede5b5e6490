package io.airclass.roster.launch;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Grant;
import io.airclass.kit.problem.Rejection;
import io.airclass.roster.platform.AddressRules;
import io.airclass.roster.platform.Apps;
import io.airclass.roster.platform.SaidApp;
import io.airclass.roster.space.Place;
import io.airclass.roster.space.PushedItem;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Which app is opened for whom, and what its provider is told. */
final class LaunchRules {
    private static final String MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#";
    private static final String PERSON = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#";

    private LaunchRules() {}

    /** Either what is opened, or why nothing is. */
    sealed interface Verdict {
        record Opened(Launch launch) implements Verdict {}

        record Refused(Rejection rejection) implements Verdict {}
    }

    /** The app itself, at the first of the caller's places, the deepest first, where it is enabled and can be opened. */
    static Verdict ofApp(Caller caller, List<Place> places, Apps apps, String key) {
        var said = places.stream()
                .sorted(Comparator.comparing((Place place) -> -place.within().size()))
                .flatMap(place -> apps.inForce(place.within(), key).map(app -> new At(place, app)).stream())
                .toList();
        if (said.isEmpty()) {
            return new Verdict.Refused(Rejection.notFound("not-found"));
        }
        return said.stream()
                .filter(at -> at.said().app().enabled() && at.said().app().launchUri() != null)
                .findFirst()
                .flatMap(at -> launch(caller, places, at, at.said().app().launchUri(), key))
                .<Verdict>map(Verdict.Opened::new)
                .orElseGet(() -> new Verdict.Refused(Rejection.forbidden("app-not-enabled")));
    }

    /** An item that the caller sees at a place. */
    static Verdict ofItem(Caller caller, List<Place> places, Apps apps, Place place, PushedItem item) {
        return apps.inForce(place.within(), item.app())
                .flatMap(said -> launch(
                        caller,
                        places,
                        new At(place, said),
                        item.address() == null ? said.app().launchUri() : item.address(),
                        item.id()))
                .<Verdict>map(Verdict.Opened::new)
                .orElseGet(() -> new Verdict.Refused(Rejection.notFound("not-found")));
    }

    private record At(Place place, SaidApp said) {}

    private static Optional<Launch> launch(Caller caller, List<Place> places, At at, String address, String resource) {
        var here = places.stream()
                .filter(place -> place.within().equals(at.place().within()))
                .toList();
        return AddressRules.host(address)
                .map(host -> new Launch(
                        at.said().app().key() + "@" + host,
                        address,
                        at.said().orgId(),
                        at.said().app().key(),
                        resource,
                        at.place().within(),
                        rolesAt(caller, at.place().within()),
                        sorted(here.stream().map(Place::stage)),
                        sorted(here.stream().map(Place::grade))));
    }

    private static <V extends Comparable<V>> List<V> sorted(Stream<V> some) {
        return some.filter(Objects::nonNull).distinct().sorted().toList();
    }

    private static List<Role> rolesAt(Caller caller, List<String> within) {
        return sorted(caller.grants().stream()
                .filter(grant -> within.contains(grant.org()))
                .map(Grant::role));
    }

    /** In the words of the LIS vocabulary that LTI uses; no role of ours makes an administrator of another's platform but a school's own. */
    static String ltiRole(Role role) {
        return switch (role) {
            case STUDENT -> MEMBERSHIP + "Learner";
            case GUARDIAN -> MEMBERSHIP + "Mentor";
            case TEACHER, HEAD_TEACHER -> MEMBERSHIP + "Instructor";
            case SCHOOL_ADMINISTRATOR, PRINCIPAL -> MEMBERSHIP + "Administrator";
            case TEACHING_OFFICER,
                    TECHNICAL_OFFICER,
                    SUPERVISION_OFFICER,
                    ORG_ADMINISTRATOR,
                    RESEARCHER,
                    PLATFORM_ADMINISTRATOR -> PERSON + "Staff";
            case VENDOR_ENGINEER -> PERSON + "Other";
        };
    }
}
