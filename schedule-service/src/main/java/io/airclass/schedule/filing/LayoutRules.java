package io.airclass.schedule.filing;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.schedule.FilingKind;
import io.airclass.rosterview.Org;
import io.airclass.schedule.filing.Filing.Place;
import io.airclass.schedule.filing.FilingCall.Filers;
import io.airclass.schedule.filing.FilingCall.Terms;
import io.airclass.schedule.filing.FilingCall.Wanted;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Who files what for a call, and into which bundle. */
final class LayoutRules {
    private LayoutRules() {}

    /**
     * The filings of a call and the tallies above them.
     *
     * @param tallies from the lowest to the one of who calls
     */
    record Layout(List<Place> places, List<Tally> tallies) {}

    static String idOf(Place place) {
        return place.programme() == null
                ? FilingId.of(place.callId(), place.orgId(), place.week()).toString()
                : new FilingId(place.callId(), place.orgId(), place.programme()).toString();
    }

    static String idOf(Tally tally) {
        return FilingId.of(tally.callId(), tally.orgId(), tally.week()).toString();
    }

    /**
     * @param orgs who calls and all below
     * @param concerned the schools that the call is about
     * @param week null for plans
     */
    static Layout lay(
            String callId, Terms terms, LocalDate week, Collection<Org> orgs, Set<String> concerned, ZoneId zone) {
        var byId = orgs.stream().collect(Collectors.toMap(Org::id, Function.identity(), (one, _) -> one));
        var issuer = byId.get(terms.orgId());
        var filing = filers(terms, orgs, concerned);
        var above = bureausAbove(terms, filing, byId);
        var places = new ArrayList<Place>();
        for (var org : filing) {
            places.addAll(placesOf(callId, terms, week, org, byId, zone));
        }
        if (terms.kind() == FilingKind.TIMETABLES) {
            above.stream()
                    .filter(bureau -> !bureau.id().equals(issuer.id()))
                    .forEach(bureau -> places.add(place(callId, terms, week, bureau, byId, zone, false)));
        }
        var tallies = above.stream()
                .sorted(Comparator.comparingInt((Org org) -> org.within().size())
                        .reversed())
                .map(org -> tally(callId, terms, week, org, byId, zone))
                .toList();
        return new Layout(List.copyOf(places), tallies);
    }

    private static List<Org> filers(Terms terms, Collection<Org> orgs, Set<String> concerned) {
        if (terms.wanted() instanceof Wanted.Plans plans && plans.from() == Filers.PROGRAMMES) {
            return orgs.stream().filter(org -> org.id().equals(terms.orgId())).toList();
        }
        return orgs.stream()
                .filter(org -> !org.id().equals(terms.orgId()) && isFiler(terms, org))
                .filter(org -> !isSchool(org) || concerned.contains(org.id()))
                .sorted(Comparator.comparing(Org::id))
                .toList();
    }

    private static boolean isFiler(Terms terms, Org org) {
        return switch (terms.wanted()) {
            case Wanted.Timetables _ -> isSchool(org);
            case Wanted.Plans plans ->
                switch (plans.from()) {
                    case SCHOOLS -> isSchool(org);
                    case COUNTIES ->
                        switch (org.type()) {
                            case COUNTY, FUNCTIONAL_ZONE, AUTHORITY -> true;
                            default -> false;
                        };
                    case PREFECTURES -> org.type() == OrgType.PREFECTURE;
                    case PROGRAMMES -> false;
                };
        };
    }

    private static boolean isSchool(Org org) {
        return org.type() == OrgType.SCHOOL || org.type() == OrgType.TEACHING_POINT;
    }

    private static Set<Org> bureausAbove(Terms terms, List<Org> filing, Map<String, Org> byId) {
        var above = new LinkedHashSet<Org>();
        above.add(byId.get(terms.orgId()));
        var seen = new HashSet<String>();
        for (var org : filing) {
            for (var next = org;
                    !next.id().equals(terms.orgId()) && seen.add(next.id());
                    next = bureauAbove(terms, next, byId)) {
                above.add(bureauAbove(terms, next, byId));
            }
        }
        return above;
    }

    /** The bureau next above, at most who calls; one that is not known is passed over. */
    private static Org bureauAbove(Terms terms, Org org, Map<String, Org> byId) {
        int lowest = org.within().size() - 2;
        return IntStream.rangeClosed(0, Math.max(lowest, 0))
                .mapToObj(i -> org.within().get(Math.max(lowest, 0) - i))
                .filter(id -> id.equals(terms.orgId())
                        || byId.containsKey(id) && byId.get(id).type().answersForSchools())
                .findFirst()
                .map(byId::get)
                .orElseGet(() -> byId.get(terms.orgId()));
    }

    private static List<Place> placesOf(
            String callId, Terms terms, LocalDate week, Org org, Map<String, Org> byId, ZoneId zone) {
        if (!(terms.wanted() instanceof Wanted.Plans plans) || plans.from() != Filers.PROGRAMMES) {
            return List.of(place(callId, terms, week, org, byId, zone, true));
        }
        return IntStream.rangeClosed(1, plans.programmes().size())
                .mapToObj(number -> new Place(
                        callId,
                        org.id(),
                        org.type(),
                        org.within(),
                        FilingKind.PLAN,
                        null,
                        Integer.toString(number),
                        terms.dueOn(),
                        CallRules.deadline(terms.dueOn(), zone),
                        FilingId.of(callId, org.id(), null).toString(),
                        true,
                        false,
                        terms.receivers()))
                .toList();
    }

    private static Place place(
            String callId, Terms terms, LocalDate week, Org org, Map<String, Org> byId, ZoneId zone, boolean counted) {
        var above = bureauAbove(terms, org, byId);
        var dueOn = CallRules.dueOn(terms, week);
        return new Place(
                callId,
                org.id(),
                org.type(),
                org.within(),
                terms.kind(),
                week,
                null,
                dueOn,
                CallRules.deadline(dueOn, zone),
                FilingId.of(callId, above.id(), week).toString(),
                counted,
                terms.wanted() instanceof Wanted.Plans plans && plans.requiredToPublish() && isSchool(org),
                receivers(terms, above));
    }

    /** Timetables go to the bureau next above and from there on as its bundle; who stands right below the caller files with all that the call names. */
    private static List<Receiver> receivers(Terms terms, Org above) {
        var local = new Receiver(above.id(), "");
        boolean last = above.id().equals(terms.orgId());
        return switch (terms.wanted()) {
            case Wanted.Timetables _ -> last ? terms.receivers() : List.of(local);
            case Wanted.Plans plans -> {
                var all = new ArrayList<>(terms.receivers());
                if (plans.receivedLocally() && !last) {
                    all.add(local);
                }
                yield List.copyOf(all);
            }
        };
    }

    private static Tally tally(
            String callId, Terms terms, LocalDate week, Org org, Map<String, Org> byId, ZoneId zone) {
        var dueOn = CallRules.dueOn(terms, week);
        boolean top = org.id().equals(terms.orgId());
        return new Tally(
                callId,
                org.id(),
                org.type(),
                org.within(),
                week,
                dueOn,
                CallRules.deadline(dueOn, zone),
                top
                        ? ""
                        : FilingId.of(callId, bureauAbove(terms, org, byId).id(), week)
                                .toString(),
                0,
                Counts.NONE);
    }
}
