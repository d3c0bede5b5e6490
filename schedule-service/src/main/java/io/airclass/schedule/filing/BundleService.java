package io.airclass.schedule.filing;

import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.filing.Filing.Place;
import io.airclass.schedule.filing.FilingCall.Terms;
import io.airclass.schedule.filing.FilingContent.Bundle;
import io.airclass.schedule.timetable.TimetableRepository;
import io.airclass.schedule.timetable.TimetableVersion;
import io.airclass.schedule.timetable.VersionHead;
import io.airclass.schedule.timetable.VersionRepository;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Puts together what an organisation would file now. */
@Service
class BundleService {
    private final RosterView roster;
    private final TimetableRepository timetables;
    private final VersionRepository versions;
    private final FilingRepository filings;

    BundleService(
            RosterView roster, TimetableRepository timetables, VersionRepository versions, FilingRepository filings) {
        this.roster = roster;
        this.timetables = timetables;
        this.versions = versions;
        this.filings = filings;
    }

    /**
     * A bundle and whether something in it is no longer what holds.
     *
     * @param stale never of a school's own, which is what holds now
     */
    record Now(Bundle bundle, boolean stale) {
        String hash() {
            return HashRules.of(bundle);
        }
    }

    Mono<Now> now(Terms terms, Place place) {
        return place.isOfSchool() ? ofSchool(terms, place) : ofBureau(place);
    }

    private Mono<Now> ofBureau(Place place) {
        var id = LayoutRules.idOf(place);
        return filings.below(id).collectList().map(below -> {
            var hashes = new HashMap<String, String>();
            below.stream()
                    .filter(one -> one.hash() != null)
                    .forEach(one -> hashes.put(one.place().orgId(), one.hash()));
            return new Now(
                    HashRules.bundle(
                            hashes,
                            below.stream().map(one -> one.place().orgId()).toList()),
                    below.stream().anyMatch(FilingBelow::isStale));
        });
    }

    private Mono<Now> ofSchool(Terms terms, Place place) {
        return roster.classesIn(place.orgId()).flatMap(all -> {
            var ids = all.stream()
                    .filter(one -> CallRules.concerns(terms, one))
                    .map(SchoolClass::id)
                    .sorted()
                    .toList();
            return timetables
                    .versionsOf(ids)
                    .flatMap(heads -> hashes(place.week(), heads))
                    .map(hashes -> new Now(HashRules.bundle(hashes, ids), false));
        });
    }

    private Mono<Map<String, String>> hashes(LocalDate week, Map<String, List<VersionHead>> heads) {
        var ids = heads.values().stream()
                .flatMap(each -> HashRules.inForce(week, each).stream())
                .map(VersionHead::versionId)
                .distinct()
                .toList();
        return versions.findAll(ids).collectMap(TimetableVersion::id).map(contents -> {
            var hashes = new HashMap<String, String>();
            heads.forEach((id, each) -> HashRules.ofWeek(week, each, contents).ifPresent(hash -> hashes.put(id, hash)));
            return hashes;
        });
    }
}
