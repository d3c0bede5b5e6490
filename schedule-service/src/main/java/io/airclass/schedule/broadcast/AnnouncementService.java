package io.airclass.schedule.broadcast;

import io.airclass.contracts.schedule.TimetablePublishedV1;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.broadcast.ReceptionRules.By;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Tells what a publication means for broadcasts and those who receive them. Each step may be repeated: what was told of a version stands in the
 * document that tells it.
 */
@Service
class AnnouncementService {
    private final BroadcastRepository broadcasts;
    private final ReceptionRepository receptions;
    private final ReachService reach;
    private final ClashService clashes;
    private final RosterView roster;
    private final Clock clock;

    AnnouncementService(
            BroadcastRepository broadcasts,
            ReceptionRepository receptions,
            ReachService reach,
            ClashService clashes,
            RosterView roster,
            Clock clock) {
        this.broadcasts = broadcasts;
        this.receptions = receptions;
        this.reach = reach;
        this.clashes = clashes;
        this.roster = roster;
        this.clock = clock;
    }

    Mono<Void> published(TimetablePublishedV1 event) {
        return reach.has(event.timetableId()) ? ofBroadcast(event) : ofClass(event);
    }

    private Mono<Void> ofBroadcast(TimetablePublishedV1 event) {
        var id = event.timetableId();
        var from = fromTodayOn(event.effectiveFrom());
        return clashes.timesOf(id, from)
                .flatMap(own -> Mono.zip(
                        reach.putIn(id),
                        clashes.withClasses(id, own, from)
                                .map(found -> found.getKey().id())
                                .take(BroadcastRules.CLASSES_MAX)
                                .collectList()))
                .flatMap(found -> broadcasts.change(
                        id,
                        Optional.empty(),
                        current -> BroadcastRules.tell(
                                id,
                                current.value(),
                                event.versionNumber(),
                                event.effectiveFrom(),
                                found.getT1(),
                                found.getT2())))
                .then();
    }

    private Mono<Void> ofClass(TimetablePublishedV1 event) {
        return roster.schoolClass(event.classId())
                .flatMap(schoolClass -> clashes.timesOf(schoolClass.id(), fromTodayOn(event.effectiveFrom()))
                        .flatMap(own -> clashes.withBroadcasts(schoolClass, own, fromTodayOn(event.effectiveFrom()))
                                .concatMap(found -> tell(schoolClass, found.getKey(), event.versionNumber()))
                                .then()));
    }

    private Mono<Void> tell(SchoolClass schoolClass, Received received, int version) {
        var by = new By(
                received.id(),
                received.broadcast(),
                schoolClass.schoolId(),
                schoolClass.schoolWithin(),
                "",
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return receptions
                .put(
                        received.id(),
                        schoolClass.schoolId(),
                        current -> ReceptionRules.clashTold(current, by, schoolClass.id(), version))
                .then();
    }

    private LocalDate fromTodayOn(LocalDate effectiveFrom) {
        var today = clashes.today();
        return effectiveFrom.isBefore(today) ? today : effectiveFrom;
    }
}
