package io.airclass.schedule.phase;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.Stage;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.phase.Checklist.Tick;
import io.airclass.schedule.phase.Phase.Item;
import io.airclass.schedule.phase.PhaseService.Overview;
import io.airclass.schedule.phase.PhaseService.Shown;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Phases and checklists over HTTP. */
@RestController
class PhaseController {
    private static final String KEY = "[A-Za-z0-9._-]+";

    private final PhaseService phases;
    private final Clock clock;
    private final ZoneId zone;

    PhaseController(PhaseService phases, Clock clock, AirclassSettings settings) {
        this.phases = phases;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    record ItemView(
            @NotBlank @Size(max = PhaseRules.KEY_CHARS_MAX) @Pattern(regexp = KEY)
            String key,

            @NotBlank @Size(max = PhaseRules.TEXT_CHARS_MAX) String text,
            @NotNull LocalDate dueOn) {}

    /** @param to inclusive */
    record PhaseView(
            @NotBlank @Size(max = PhaseRules.KEY_CHARS_MAX) @Pattern(regexp = KEY)
            String key,

            @NotBlank @Size(max = PhaseRules.NAME_CHARS_MAX) String name,
            @NotNull LocalDate from,
            @NotNull LocalDate to,

            @NotNull @Valid @Size(max = PhaseRules.ITEMS_MAX)
            List<@NotNull ItemView> items) {
        Phase phase() {
            return new Phase(
                    key,
                    name.strip(),
                    from,
                    to,
                    items.stream()
                            .map(item -> new Item(item.key(), item.text().strip(), item.dueOn()))
                            .toList());
        }

        static PhaseView of(Phase phase) {
            return new PhaseView(
                    phase.key(),
                    phase.name(),
                    phase.from(),
                    phase.to(),
                    phase.items().stream()
                            .map(item -> new ItemView(item.key(), item.text(), item.dueOn()))
                            .toList());
        }
    }

    record PhasesRequest(
            @NotNull @Valid @Size(max = PhaseRules.PHASES_MAX)
            List<@NotNull PhaseView> phases) {
        List<Phase> sorted() {
            return phases.stream()
                    .map(PhaseView::phase)
                    .sorted(Comparator.comparing(Phase::from).thenComparing(Phase::key))
                    .toList();
        }
    }

    /**
     * @param org who set them
     * @param now the keys of the phases of today
     */
    record SetView(String org, Stage stage, List<PhaseView> phases, List<String> now) {
        static SetView of(PhaseSet set, LocalDate today) {
            return new SetView(
                    set.orgId(),
                    set.stage(),
                    set.phases().stream().map(PhaseView::of).toList(),
                    PhaseRules.on(set, today).stream().map(Phase::key).toList());
        }
    }

    record SetsView(List<SetView> items) {}

    record TickRequest(@NotNull Boolean done) {}

    /**
     * @param doneAt absent until it is done
     * @param late whether it was done after its day
     * @param overdue whether its day is over and it is not done
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TickView(
            String phase,
            String item,
            String text,
            LocalDate dueOn,
            Instant doneAt,
            String doneBy,
            boolean late,
            boolean overdue) {}

    /** @param org who set the phases */
    record ChecklistView(String school, Stage stage, String org, List<TickView> items) {
        static ChecklistView of(Shown shown, Instant at, ZoneId zone) {
            var setId = shown.checklist().setId();
            var ticks = shown.checklist().ticks().stream()
                    .filter(tick -> tick.setId().equals(setId))
                    .collect(Collectors.toMap(Tick::item, Function.identity(), (one, _) -> one));
            return new ChecklistView(
                    shown.checklist().schoolId(),
                    shown.checklist().stage(),
                    shown.set().orgId(),
                    shown.set().phases().stream()
                            .flatMap(phase -> phase.items().stream()
                                    .map(item -> row(phase, item, ticks.get(PhaseRules.key(phase, item)), at, zone)))
                            .toList());
        }

        private static TickView row(Phase phase, Item item, Tick tick, Instant at, ZoneId zone) {
            return new TickView(
                    phase.key(),
                    item.key(),
                    item.text(),
                    item.dueOn(),
                    tick == null ? null : tick.doneAt(),
                    tick == null ? null : tick.doneBy(),
                    tick != null && tick.late(),
                    tick == null && PhaseRules.isLate(item.dueOn(), at, zone));
        }
    }

    /**
     * @param done how many schools have it done
     * @param overdue how many have not, and its day is over
     */
    record ItemCountView(String phase, String item, LocalDate dueOn, long done, long overdue) {}

    record SchoolView(String school, int done, int overdue) {}

    /**
     * @param org who set the phases
     * @param schools for which these phases hold
     * @param rows a page of them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OverviewView(
            String org, Stage stage, long schools, List<ItemCountView> items, List<SchoolView> rows, String cursor) {
        static OverviewView of(Overview overview, Instant at, ZoneId zone) {
            var set = overview.set();
            var over = set.phases().stream()
                    .flatMap(phase -> phase.items().stream()
                            .filter(item -> PhaseRules.isLate(item.dueOn(), at, zone))
                            .map(item -> PhaseRules.key(phase, item)))
                    .collect(Collectors.toSet());
            return new OverviewView(
                    set.orgId(),
                    set.stage(),
                    overview.schools(),
                    set.phases().stream()
                            .flatMap(phase ->
                                    phase.items().stream().map(item -> count(overview, phase, item, over::contains)))
                            .toList(),
                    overview.rows().items().stream()
                            .map(Stored::value)
                            .map(one -> new SchoolView(
                                    one.schoolId(), one.doneItems().size(), (int) over.stream()
                                            .filter(item -> !one.doneItems().contains(item))
                                            .count()))
                            .toList(),
                    overview.rows().cursor());
        }

        private static ItemCountView count(Overview overview, Phase phase, Item item, Predicate<String> isOver) {
            var key = PhaseRules.key(phase, item);
            long done = overview.done().getOrDefault(key, 0L);
            return new ItemCountView(
                    phase.key(), item.key(), item.dueOn(), done, isOver.test(key) ? overview.schools() - done : 0);
        }
    }

    @GetMapping("/api/orgs/{id}/phases")
    Mono<SetsView> of(Caller caller, @PathVariable String id) {
        var today = LocalDate.ofInstant(clock.instant(), zone);
        return phases.of(caller, id)
                .map(sets -> new SetsView(
                        sets.stream().map(set -> SetView.of(set, today)).toList()));
    }

    @PutMapping("/api/orgs/{id}/phases/{stage}")
    Mono<ResponseEntity<SetView>> save(
            Caller caller,
            @PathVariable String id,
            @PathVariable Stage stage,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody PhasesRequest asked) {
        var at = clock.instant();
        return phases.save(caller, id, stage, ETags.ifMatch(ifMatch), asked.sorted(), at)
                .map(set -> ResponseEntity.ok()
                        .eTag(ETags.of(set.revision()))
                        .body(SetView.of(set, LocalDate.ofInstant(at, zone))));
    }

    @GetMapping("/api/orgs/{id}/phase-overview")
    Mono<OverviewView> overview(
            Caller caller,
            @PathVariable String id,
            @RequestParam Stage stage,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        var at = clock.instant();
        return phases.overview(caller, id, stage, PageRequest.of("_id", false, limit, cursor))
                .map(overview -> OverviewView.of(overview, at, zone));
    }

    @GetMapping("/api/schools/{id}/phase-checklists/{stage}")
    Mono<ChecklistView> checklist(Caller caller, @PathVariable String id, @PathVariable Stage stage) {
        var at = clock.instant();
        return phases.checklist(caller, id, stage).map(shown -> ChecklistView.of(shown, at, zone));
    }

    @PutMapping("/api/schools/{id}/phase-checklists/{stage}/{phase}/{item}")
    Mono<ChecklistView> tick(
            Caller caller,
            @PathVariable String id,
            @PathVariable Stage stage,
            @PathVariable String phase,
            @PathVariable String item,
            @Valid @RequestBody TickRequest asked) {
        var at = clock.instant();
        return phases.tick(caller, id, stage, phase + "/" + item, asked.done(), at)
                .map(shown -> ChecklistView.of(shown, at, zone));
    }
}
