package io.airclass.schedule.live.training;

import io.airclass.contracts.schedule.TrainingRecordedV1;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.Org;
import io.airclass.rosterview.RosterView;
import io.airclass.schedule.live.OrgAccessService;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Records trainings and looks them up. */
@Service
public class TrainingService {
    static final int PEOPLE_MAX = 500;
    private static final int ATTEMPTS_MAX = 8;

    private final TrainingRepository trainings;
    private final OrgAccessService access;
    private final RosterView roster;
    private final Clock clock;
    private final ZoneId zone;

    TrainingService(
            TrainingRepository trainings,
            OrgAccessService access,
            RosterView roster,
            Clock clock,
            AirclassSettings settings) {
        this.trainings = trainings;
        this.access = access;
        this.roster = roster;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    /** Whether somebody may give live lessons at an instant. */
    public Mono<Boolean> isTrained(String personId, Instant at) {
        return trainings
                .find(personId)
                .map(training -> training.holdsOn(LocalDate.ofInstant(at, zone)))
                .defaultIfEmpty(false);
    }

    Mono<Page<Stored<Training>>> page(Caller caller, String orgId, PageRequest request) {
        return access.orgFor(caller, TrainingRules.READERS, orgId).flatMap(org -> trainings.page(org.id(), request));
    }

    /** Records that these people are trained; all or, where one is no teacher of the school, none. Gives how many changed. */
    Mono<Integer> record(
            Caller caller, String schoolId, List<String> personIds, LocalDate trainedOn, LocalDate validUntil) {
        var at = clock.instant();
        return access.schoolFor(caller, TrainingRules.RECORDERS, schoolId)
                .flatMap(school -> TrainingRules.dates(trainedOn, validUntil, LocalDate.ofInstant(at, zone))
                        .<Mono<Integer>>map(Refused::mono)
                        .orElseGet(() -> roster.people(personIds).flatMap(people -> {
                            var strangers = TrainingRules.strangers(personIds, people, schoolId);
                            return strangers.isEmpty()
                                    ? keep(school, personIds, trainedOn, validUntil, caller.personId(), at, 1)
                                    : Refused.mono(Rejection.ruleBroken("not-teachers-there")
                                            .with("count", strangers.size())
                                            .with("personIds", strangers));
                        })));
    }

    private Mono<Integer> keep(
            Org school,
            List<String> personIds,
            LocalDate trainedOn,
            LocalDate validUntil,
            String by,
            Instant at,
            int attempt) {
        var next = new Training(school.id(), school.within(), trainedOn, validUntil, by, at);
        return trainings.findAll(personIds).flatMap(found -> {
            var changes = personIds.stream()
                    .distinct()
                    .filter(id ->
                            !found.containsKey(id) || !found.get(id).value().saysAs(next))
                    .map(id -> new Change<>(
                            id,
                            found.containsKey(id) ? found.get(id).version() : 0,
                            next,
                            List.of(new TrainingRecordedV1(
                                    id, school.id(), school.within(), trainedOn, validUntil, by))))
                    .toList();
            return trainings.saveAll(changes).flatMap(all -> {
                if (all) {
                    return Mono.just(changes.size());
                }
                return attempt < ATTEMPTS_MAX
                        ? keep(school, personIds, trainedOn, validUntil, by, at, attempt + 1)
                        : Refused.mono(Rejection.conflict("busy"));
            });
        });
    }
}
