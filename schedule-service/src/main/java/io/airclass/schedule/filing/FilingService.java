package io.airclass.schedule.filing;

import io.airclass.contracts.schedule.FilingKind;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.rosterview.Org;
import io.airclass.rosterview.PlaceCounter;
import io.airclass.rosterview.RosterView;
import io.airclass.schedule.access.OrgTreeService;
import io.airclass.schedule.filing.ChangeRules.Changes;
import io.airclass.schedule.filing.FilingContent.Bundle;
import io.airclass.schedule.filing.FilingRules.Content;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Files timetables and bundles, and what receivers and filers do with any filing. */
@Service
class FilingService {
    private static final Bundle NOTHING = new Bundle(List.of(), List.of());
    private static final int HASH_CHARS = 16;

    private final FilingRepository filings;
    private final FilingContentRepository contents;
    private final FilingCallRepository calls;
    private final BundleService bundles;
    private final LayoutService layout;
    private final RosterView roster;
    private final PlaceCounter counter;

    FilingService(
            FilingRepository filings,
            FilingContentRepository contents,
            FilingCallRepository calls,
            BundleService bundles,
            LayoutService layout,
            RosterView roster,
            PlaceCounter counter) {
        this.filings = filings;
        this.contents = contents;
        this.calls = calls;
        this.bundles = bundles;
        this.layout = layout;
        this.roster = roster;
        this.counter = counter;
    }

    /** Files the timetables that hold in the week, or what was filed below; nothing happens where that is filed already. */
    Mono<Stored<Filing>> file(Caller caller, String id, Optional<Long> expected, Instant at) {
        return toFile(caller, id, FilingKind.TIMETABLES)
                .flatMap(call -> attempts(
                        () -> filings.find(id).flatMap(current -> bundles.now(
                                        call.value().terms(), current.value().place())
                                .flatMap(now -> keep(
                                        current,
                                        expected,
                                        now.bundle(),
                                        new Content(
                                                contentId(current, now.hash()),
                                                now.hash(),
                                                now.bundle().members().size(),
                                                now.bundle().missing().size(),
                                                null),
                                        caller.personId(),
                                        at))),
                        1));
    }

    static String contentId(Stored<Filing> current, String hash) {
        return current.id() + "~" + (current.value().versions().size() + 1) + "~" + hash.substring(0, HASH_CHARS);
    }

    /** The content first, under an id that only this content of this version has; then the version that names it. */
    Mono<Stored<Filing>> keep(
            Stored<Filing> current,
            Optional<Long> expected,
            FilingContent content,
            Content described,
            String by,
            Instant at) {
        return switch (FilingRules.file(current.id(), current.value(), described, by, at)) {
            case Decision.Accepted<Filing>(var next, var events) ->
                expected.isPresent() && expected.get() != current.version()
                        ? Refused.mono(Rejection.stale("stale-version"))
                        : contents.keep(described.contentId(), content)
                                .then(filings.put(current.id(), Optional.of(current), next, events))
                                .delayUntil(kept -> counter.count(
                                        "airclass.filing.made",
                                        kept.value().place().within(),
                                        1));
            case Decision.Unchanged<Filing> _ -> Mono.just(current);
            case Decision.Rejected<Filing>(Rejection rejection) -> Refused.mono(rejection);
        };
    }

    /** The call of a filing that the caller may file; it is laid out where it was not. */
    Mono<Stored<FilingCall>> toFile(Caller caller, String id, FilingKind kind) {
        var parsed = FilingId.parse(id);
        if (parsed.isEmpty()) {
            return notFound();
        }
        return calls.find(parsed.get().callId())
                .zipWith(roster.org(parsed.get().orgId()))
                .filter(found -> FilingRules.maySee(caller, found.getT2().within()))
                .flatMap(found ->
                        FilingRules.mayCall(caller, found.getT2().within(), OrgTreeService.isSchool(found.getT2()))
                                ? Mono.just(found)
                                : Refused.mono(Rejection.forbidden("forbidden")))
                .flatMap(found -> laidOut(parsed.get(), found.getT1().value(), found.getT2())
                        .flatMap(filing -> fit(caller, found.getT1(), filing.value(), kind)))
                .switchIfEmpty(notFound());
    }

    private static Mono<Stored<FilingCall>> fit(
            Caller caller, Stored<FilingCall> call, Filing filing, FilingKind kind) {
        if (!FilingRules.mayFile(caller, filing.place())) {
            return Refused.mono(Rejection.forbidden("forbidden"));
        }
        if (filing.place().kind() != kind) {
            return Refused.mono(Rejection.conflict("filing-of-another-kind"));
        }
        return CallRules.takes(call.value(), filing.place().week())
                ? Mono.just(call)
                : Refused.mono(Rejection.conflict("filing-call-ended"));
    }

    private Mono<Stored<Filing>> laidOut(FilingId id, FilingCall call, Org org) {
        return filings.find(id.toString())
                .switchIfEmpty(layout.layOutOne(id, call, org).then(Mono.defer(() -> filings.find(id.toString()))));
    }

    Mono<Stored<Filing>> read(Caller caller, String id) {
        return filings.find(id)
                .filter(filing ->
                        FilingRules.maySee(caller, filing.value().place().within()))
                .switchIfEmpty(notFound());
    }

    Mono<Page<Stored<Filing>>> ofOrg(Caller caller, String orgId, PageRequest page) {
        return roster.org(orgId)
                .filter(org -> FilingRules.maySee(caller, org.within()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("org-not-found")))
                .flatMap(_ -> filings.ofOrg(orgId, page));
    }

    /**
     * A version and its content.
     *
     * @param number of the version; empty for the last
     */
    Mono<Shown> content(Caller caller, String id, Optional<Integer> number) {
        return read(caller, id).flatMap(filing -> content(filing, number)).switchIfEmpty(notFound());
    }

    /** What was filed. */
    record Shown(Stored<Filing> filing, FilingVersion version, FilingContent content) {}

    private Mono<Shown> content(Stored<Filing> filing, Optional<Integer> number) {
        var versions = filing.value().versions();
        return Mono.justOrEmpty(versions.stream()
                        .filter(version -> version.number() == number.orElse(versions.size()))
                        .findFirst())
                .flatMap(version ->
                        contents.find(version.contentId()).map(content -> new Shown(filing, version, content)));
    }

    /**
     * What is different from another filing, or from another version.
     *
     * @param earlier empty where there is nothing to compare with: then everything was added
     */
    record Difference(Shown later, Optional<Shown> earlier, Changes changes) {}

    /**
     * @param thanId another filing of the same organisation; empty for that of the week before
     */
    Mono<Difference> changes(
            Caller caller, String id, Optional<Integer> number, Optional<String> thanId, Optional<Integer> thanNumber) {
        return content(caller, id, number).flatMap(later -> earlier(
                        caller, later.filing().value().place(), thanId)
                .flatMap(filing -> content(filing, thanNumber))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(earlier -> new Difference(
                        later,
                        earlier,
                        ChangeRules.between(
                                earlier.map(shown -> bundle(shown.content())).orElse(NOTHING),
                                bundle(later.content())))));
    }

    private Mono<Stored<Filing>> earlier(Caller caller, Filing.Place place, Optional<String> thanId) {
        return thanId.map(other -> read(caller, other)
                        .filter(found -> found.value().place().orgId().equals(place.orgId()))
                        .switchIfEmpty(notFound()))
                .orElseGet(() -> place.week() == null
                        ? Mono.empty()
                        : filings.find(FilingId.of(
                                        place.callId(),
                                        place.orgId(),
                                        place.week().minusWeeks(1))
                                .toString()));
    }

    private static Bundle bundle(FilingContent content) {
        return content instanceof Bundle bundle ? bundle : NOTHING;
    }

    /** A receiver acknowledges a version, or accepts a plan. */
    Mono<Stored<Filing>> acknowledge(Caller caller, String id, Receiver receiver, int number, Instant at) {
        return read(caller, id).flatMap(filing -> {
            var place = filing.value().place();
            if (!place.receivers().contains(receiver)) {
                return Refused.<Stored<Filing>>mono(Rejection.notFound("filing-receiver-unknown"));
            }
            return FilingRules.mayReceive(caller, place, receiver)
                    ? filings.change(
                            id,
                            Optional.empty(),
                            current -> FilingRules.acknowledge(
                                    id, current.value(), receiver, number, caller.personId(), at))
                    : Refused.mono(Rejection.forbidden("forbidden"));
        });
    }

    /** A receiver gives it back. */
    Mono<Stored<Filing>> giveBack(Caller caller, String id, String why, Instant at) {
        return read(caller, id)
                .filter(filing -> filing.value().place().receivers().stream()
                        .anyMatch(receiver ->
                                FilingRules.mayReceive(caller, filing.value().place(), receiver)))
                .switchIfEmpty(Refused.mono(Rejection.forbidden("forbidden")))
                .flatMap(_ -> filings.change(
                        id,
                        Optional.empty(),
                        current -> FilingRules.giveBack(id, current.value(), why, caller.personId(), at)));
    }

    /** Who filed it takes it back. */
    Mono<Stored<Filing>> recall(Caller caller, String id, String why, Instant at) {
        return read(caller, id)
                .filter(filing -> FilingRules.mayFile(caller, filing.value().place()))
                .switchIfEmpty(Refused.mono(Rejection.forbidden("forbidden")))
                .flatMap(_ -> filings.change(
                        id,
                        Optional.empty(),
                        current -> FilingRules.recall(id, current.value(), why, caller.personId(), at)));
    }

    static <T> Mono<T> notFound() {
        return Refused.mono(Rejection.notFound("filing-not-found"));
    }

    /** Puts it together anew when somebody else was faster, so that nothing older is filed over something newer. */
    static <T> Mono<T> attempts(Supplier<Mono<T>> attempt, int number) {
        return Mono.defer(attempt)
                .onErrorResume(
                        VersionMoved.class,
                        _ -> number < AggregateStore.CHANGE_ATTEMPTS_MAX
                                ? attempts(attempt, number + 1)
                                : Refused.mono(Rejection.conflict("busy")));
    }
}
