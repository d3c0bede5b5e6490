package io.airclass.schedule.phase;

import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.schedule.dates.DateRules;
import io.airclass.schedule.phase.Checklist.Tick;
import io.airclass.schedule.phase.Phase.Item;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which phases hold for whom, who may change what, and what is done. */
final class PhaseRules {
    static final int PHASES_MAX = 20;
    static final int ITEMS_MAX = 30;
    static final int KEY_CHARS_MAX = 40;
    static final int NAME_CHARS_MAX = 60;
    static final int TEXT_CHARS_MAX = 200;
    /** Ticks of phases that no longer hold are kept up to here. */
    static final int TICKS_MAX = 2_000;

    private static final Set<Role> SETTERS = Set.of(Role.ORG_ADMINISTRATOR, Role.TEACHING_OFFICER);
    private static final Set<Role> TICKERS = Set.of(Role.SCHOOL_ADMINISTRATOR, Role.PRINCIPAL);
    private static final Set<Role> OVERSEERS = Set.of(
            Role.SCHOOL_ADMINISTRATOR,
            Role.PRINCIPAL,
            Role.TEACHING_OFFICER,
            Role.TECHNICAL_OFFICER,
            Role.SUPERVISION_OFFICER,
            Role.ORG_ADMINISTRATOR,
            Role.RESEARCHER);
    private static final Set<Role> TEACHERS = Set.of(Role.TEACHER, Role.HEAD_TEACHER);

    /** Somebody else was faster: it is decided anew. */
    static final Rejection BUSY = Rejection.conflict("busy");

    private PhaseRules() {}

    /** Staff of the organisation, of those below and of those above. */
    static boolean mayRead(Caller caller, List<String> within, List<String> reached) {
        return caller.reaches(OVERSEERS, within)
                || caller.reaches(TEACHERS, within)
                || reached.contains(within.getLast())
                        && (OVERSEERS.stream().anyMatch(caller::hasSomewhere)
                                || TEACHERS.stream().anyMatch(caller::hasSomewhere));
    }

    static boolean maySet(Caller caller, List<String> within) {
        return caller.reaches(SETTERS, within);
    }

    static boolean maySeeChecklist(Caller caller, List<String> within) {
        return caller.reaches(OVERSEERS, within);
    }

    static boolean mayTick(Caller caller, List<String> within) {
        return caller.reaches(TICKERS, within);
    }

    static String setId(String orgId, Stage stage) {
        return orgId + "~" + stage;
    }

    static String checklistId(String schoolId, Stage stage) {
        return schoolId + "~" + stage;
    }

    static String key(Phase phase, Item item) {
        return phase.key() + "/" + item.key();
    }

    /** Why phases cannot be so. */
    static Optional<Rejection> refusal(List<Phase> phases) {
        var keys = new HashSet<String>();
        for (var phase : phases) {
            if (!DateRules.isPlausible(phase.from())
                    || !DateRules.isPlausible(phase.to())
                    || phase.to().isBefore(phase.from())) {
                return Optional.of(Rejection.invalid("phase-days-unfit").with("phase", phase.key()));
            }
            if (!keys.add(phase.key())) {
                return Optional.of(Rejection.invalid("phase-key-twice").with("key", phase.key()));
            }
            for (var item : phase.items()) {
                if (!DateRules.isPlausible(item.dueOn())) {
                    return Optional.of(Rejection.invalid("phase-days-unfit").with("phase", phase.key()));
                }
                if (!keys.add(key(phase, item))) {
                    return Optional.of(Rejection.invalid("phase-key-twice").with("key", item.key()));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Saves phases; the same again changes nothing.
     *
     * @param expected the revision that the caller has seen; empty where the caller did not say
     */
    static Decision<PhaseSet> save(
            Optional<PhaseSet> current,
            Optional<Long> expected,
            String orgId,
            List<String> within,
            Stage stage,
            List<Phase> phases,
            String by,
            Instant at) {
        if (current.isPresent() && current.get().phases().equals(phases)) {
            return Decision.unchanged(current.get());
        }
        if (current.isPresent() && expected.isEmpty()) {
            return Decision.rejected(Rejection.versionRequired("if-match-missing"));
        }
        long revision = current.map(PhaseSet::revision).orElse(0L);
        if (expected.isPresent() && expected.get() != revision) {
            return Decision.rejected(Rejection.stale("stale-version"));
        }
        return refusal(phases)
                .map(Decision::<PhaseSet>rejected)
                .orElseGet(
                        () -> Decision.accepted(new PhaseSet(orgId, within, stage, phases, by, at, revision + 1, at)));
    }

    /**
     * The phases that hold: of the nearest organisation that has some.
     *
     * @param within ids of an organisation and all above it, the root first
     * @param sets by id
     */
    static Optional<PhaseSet> nearest(List<String> within, Stage stage, Map<String, PhaseSet> sets) {
        for (int i = within.size() - 1; i >= 0; i--) {
            var set = sets.get(setId(within.get(i), stage));
            if (set != null && !set.phases().isEmpty()) {
                return Optional.of(set);
            }
        }
        return Optional.empty();
    }

    /** The phases of one day; empty between phases. */
    static List<Phase> on(PhaseSet set, LocalDate day) {
        return set.phases().stream()
                .filter(phase -> !day.isBefore(phase.from()) && !day.isAfter(phase.to()))
                .toList();
    }

    /**
     * A school as somebody has heard of it.
     *
     * @param sequence of the event that told so
     * @param open whether it is there, with the stage
     */
    record School(String id, List<String> within, long sequence, boolean open) {}

    static Checklist empty(School school, Stage stage) {
        return new Checklist(school.id(), school.within(), stage, null, null, "", List.of(), List.of());
    }

    /** The school as its checklist knows it, where that heard of it later. */
    static School newer(Optional<Checklist> there, School heard) {
        return there.filter(known -> isOvertaken(known, heard))
                .map(known -> new School(known.schoolId(), known.within(), known.sequence(), known.closed() == null))
                .orElse(heard);
    }

    private static boolean isOvertaken(Checklist known, School heard) {
        return known.sequence() != null && known.sequence() > heard.sequence();
    }

    /** The checklist under the phases that hold now; {@code busy} where it has heard of the school later. */
    static Decision<Checklist> follow(Checklist current, School school, Optional<PhaseSet> holding) {
        if (isOvertaken(current, school)) {
            return Decision.rejected(BUSY);
        }
        var next = counted(current, school, holding, current.ticks());
        return next.equals(current) ? Decision.unchanged(current) : Decision.accepted(next);
    }

    private static Checklist counted(Checklist current, School school, Optional<PhaseSet> holding, List<Tick> ticks) {
        var setId = holding.map(set -> setId(set.orgId(), set.stage())).orElse("");
        var items = new HashSet<String>();
        holding.ifPresent(
                set -> set.phases().forEach(phase -> phase.items().forEach(item -> items.add(key(phase, item)))));
        return new Checklist(
                current.schoolId(),
                school.within(),
                current.stage(),
                school.sequence(),
                school.open() ? null : true,
                setId,
                ticks,
                ticks.stream()
                        .filter(tick -> tick.setId().equals(setId) && items.contains(tick.item()))
                        .map(Tick::item)
                        .sorted()
                        .toList());
    }

    /** Ticks something off, or takes that back; the first tick stands with who made it and when. */
    static Decision<Checklist> tick(
            Checklist current,
            School school,
            PhaseSet holding,
            String itemKey,
            boolean done,
            String by,
            Instant at,
            ZoneId zone) {
        if (isOvertaken(current, school)) {
            return Decision.rejected(BUSY);
        }
        var dueOn = holding.phases().stream()
                .flatMap(phase -> phase.items().stream()
                        .filter(item -> key(phase, item).equals(itemKey))
                        .map(Item::dueOn))
                .findFirst();
        if (dueOn.isEmpty()) {
            return Decision.rejected(Rejection.notFound("phase-item-not-found"));
        }
        var setId = setId(holding.orgId(), holding.stage());
        var others = current.ticks().stream()
                .filter(tick -> !(tick.setId().equals(setId) && tick.item().equals(itemKey)))
                .toList();
        boolean ticked = others.size() < current.ticks().size();
        if (ticked == done) {
            return follow(current, school, Optional.of(holding));
        }
        if (others.size() >= TICKS_MAX) {
            return Decision.rejected(Rejection.conflict("phase-ticks-full").with("max", TICKS_MAX));
        }
        var ticks = new ArrayList<>(others);
        if (done) {
            ticks.add(new Tick(setId, itemKey, by, at, isLate(dueOn.get(), at, zone)));
        }
        return Decision.accepted(counted(current, school, Optional.of(holding), List.copyOf(ticks)));
    }

    /** A day counts to its last instant. */
    static boolean isLate(LocalDate dueOn, Instant at, ZoneId zone) {
        return !at.isBefore(dueOn.plusDays(1).atStartOfDay(zone).toInstant());
    }
}
