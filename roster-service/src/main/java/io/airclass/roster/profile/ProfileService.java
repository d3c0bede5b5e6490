package io.airclass.roster.profile;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import io.airclass.roster.classes.ClassRepository;
import io.airclass.roster.figures.FigureService;
import io.airclass.roster.org.OrgService;
import io.airclass.roster.people.Person;
import io.airclass.roster.people.PersonLinesService;
import io.airclass.roster.people.PersonRepository;
import io.airclass.roster.personal.Particular;
import io.airclass.roster.personal.Particulars;
import io.airclass.roster.personal.PersonalService;
import io.airclass.roster.personal.Resealing;
import io.airclass.roster.personal.Sealed;
import io.airclass.roster.personal.Sealing;
import io.airclass.roster.profile.ProfileRules.DocumentKind;
import io.airclass.roster.profile.ProfileRules.Given;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Completing one's profile, who still has to, and how many have. */
@Service
public class ProfileService {

    private final ProfileRepository profiles;
    private final RegionSettingsService settings;
    private final PersonRepository people;
    private final PersonLinesService lines;
    private final ClassRepository classes;
    private final OrgService access;
    private final FigureService figures;
    private final PersonalService personal;
    private final Sealing sealing;
    private final MeterRegistry meters;
    private final Clock clock;

    ProfileService(
            ProfileRepository profiles,
            RegionSettingsService settings,
            PersonRepository people,
            PersonLinesService lines,
            ClassRepository classes,
            OrgService access,
            FigureService figures,
            PersonalService personal,
            Sealing sealing,
            MeterRegistry meters,
            Clock clock) {
        this.profiles = profiles;
        this.settings = settings;
        this.people = people;
        this.lines = lines;
        this.classes = classes;
        this.access = access;
        this.figures = figures;
        this.personal = personal;
        this.sealing = sealing;
        this.meters = meters;
        this.clock = clock;
    }

    /** One's own profile, masked. */
    record Masked(String name, DocumentKind documentKind, String documentNumber, String phone, Profile profile) {
        @Override
        public String toString() {
            return "Masked[]";
        }
    }

    /** Completed profiles of students and teachers, beside all students and teachers. */
    record Rate(String orgId, long completed, long people) {
        double rate() {
            return people == 0 ? 0 : (double) Math.min(completed, people) / people;
        }
    }

    /** An organisation's rate, and that of each that answers to it. */
    record Rates(Rate all, List<Rate> children) {}

    /** Whether somebody has to complete a profile before anything else; where no region asks for one this reads nothing. */
    public Mono<Boolean> isMissing(Stored<Person> person) {
        return settings.required()
                .filter(required -> required.containsValue(true))
                .flatMap(required -> profiles.find(person.id())
                        .hasElement()
                        .flatMap(there -> there
                                ? Mono.just(false)
                                : lines.of(person.value()).map(found -> ProfileRules.isRequired(found, required))))
                .defaultIfEmpty(false);
    }

    /** For those who count who has completed one where it is asked for. */
    public Mono<RequiredProfiles> required() {
        return settings.required().map(RequiredProfiles::new);
    }

    Mono<Stored<Masked>> read(Caller caller) {
        return profiles.find(caller.personId())
                .flatMap(this::masked)
                .switchIfEmpty(Refused.mono(Rejection.notFound("profile-none")));
    }

    /**
     * The profile first and the numbers after it: who repeats a request that was cut short completes both. The schools are touched twice:
     * before, so that a crash is made good, and after, because a count that was due already may have come too early. Of somebody who has left
     * meanwhile nothing is kept.
     */
    Mono<Stored<Masked>> complete(Caller caller, Optional<Long> version, Given given) {
        var errors = ProfileRules.errors(given);
        if (!errors.isEmpty()) {
            return Refused.mono(Rejection.invalid("invalid-fields", errors));
        }
        return people.find(caller.personId())
                .filter(person -> !person.value().isDeleted())
                .switchIfEmpty(Refused.mono(Rejection.notFound("person-unknown")))
                .flatMap(person -> Mono.zip(
                                lines.of(person.value()), particulars(person.id()), countedAt(person.value()))
                        .flatMap(known -> figures.touchOften(known.getT3())
                                .then(profiles.put(
                                        person.id(),
                                        version,
                                        current -> decide(person.id(), known.getT2(), current, given)))
                                .delayUntil(_ -> forget(List.of(person.id())))
                                .flatMap(put -> personal.ensure(Map.of(person.id(), given.particulars()))
                                        .then(figures.touchOften(known.getT3()))
                                        .then(counted(put, known.getT1())))))
                .flatMap(put -> masked(put.stored()));
    }

    /** The schools in whose figures somebody is: with the classes of a teaching point that is no place of theirs. */
    private Mono<Set<String>> countedAt(Person person) {
        return classes.held(person.allClassIds()).map(found -> {
            Set<String> schools = new TreeSet<>(person.schoolIds());
            found.values().forEach(each -> schools.add(each.value().schoolId()));
            return schools;
        });
    }

    /** Removes the profiles of those of these people who have left, as they were before that was looked up: a newer one is of who is back. */
    public Mono<Void> forget(Collection<String> personIds) {
        return profiles.findAll(personIds)
                .collectMap(Stored::id, Function.identity())
                .filter(known -> !known.isEmpty())
                .flatMap(known ->
                        people.leftAmong(known.keySet()).map(known::get).collectList())
                .filter(left -> !left.isEmpty())
                .flatMap(profiles::removeAll);
    }

    /** Some of the names that an older key sealed; Spring calls this once and subscribes again and again. */
    @Scheduled(initialDelayString = "PT30S", fixedDelayString = "PT10S")
    Mono<Long> reseal() {
        return Resealing.some(
                "Names of profiles",
                sealing,
                meters,
                profiles::sealedWith,
                stored -> profiles.save(stored, stored.value().sealedAs(resealed(stored))));
    }

    private Sealed resealed(Stored<Profile> stored) {
        return sealing.seal(name(stored.id(), stored.value()), context(stored.id()));
    }

    private Mono<Particulars> particulars(String personId) {
        return personal.open(Set.of(personId)).map(found -> found.getOrDefault(personId, Particulars.NONE));
    }

    private Decision<Profile> decide(String id, Particulars known, Optional<Stored<Profile>> current, Given given) {
        if (current.isPresent()
                && name(id, current.get().value()).equals(given.name())
                && current.get()
                        .value()
                        .documentKind()
                        .equals(given.documentKind().name())
                && isNoNews(known, given)) {
            return Decision.unchanged(current.get().value());
        }
        return Decision.accepted(new Profile(
                sealing.seal(given.name(), context(id)),
                given.documentKind().name(),
                current.map(stored -> stored.value().completedAt()).orElseGet(clock::instant)));
    }

    private static boolean isNoNews(Particulars known, Given given) {
        return known.get(given.documentKind().particular())
                        .map(given.documentNumber()::equals)
                        .orElse(true)
                && known.get(Particular.PHONE).map(given.phone()::equals).orElse(true);
    }

    private Mono<Put<Profile>> counted(Put<Profile> put, List<List<String>> found) {
        return !put.changed() || put.stored().version() > 1
                ? Mono.just(put)
                : access.countyOf(found.stream().flatMap(List::stream).toList())
                        .doOnNext(county -> meters.counter("airclass_profile_completed_total", "county", county)
                                .increment())
                        .thenReturn(put);
    }

    private static String context(String personId) {
        return "profiles/" + personId + "/name";
    }

    private String name(String id, Profile profile) {
        return sealing.openText(profile.name(), context(id));
    }

    private Mono<Stored<Masked>> masked(Stored<Profile> stored) {
        var kind = DocumentKind.valueOf(stored.value().documentKind());
        return particulars(stored.id())
                .map(known -> new Masked(
                        ProfileRules.masked(name(stored.id(), stored.value())),
                        kind,
                        masked(known, kind.particular()),
                        masked(known, Particular.PHONE),
                        stored.value()))
                .map(masked -> new Stored<>(stored.id(), stored.version(), masked));
    }

    private static String masked(Particulars known, Particular particular) {
        return known.get(particular).map(particular::masked).orElse("");
    }

    /** Counted with the schools: they follow whoever moves, and schools that move. */
    Mono<Rates> rates(Caller caller, String orgId) {
        return figures.peopleBelow(caller, orgId)
                .map(below -> new Rates(
                        rate(orgId, below.all()),
                        below.byChild().entrySet().stream()
                                .map(child -> rate(child.getKey(), child.getValue()))
                                .toList()));
    }

    private static Rate rate(String orgId, FigureService.People counted) {
        return new Rate(orgId, counted.profiled(), counted.people());
    }
}
