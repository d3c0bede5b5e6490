package io.airclass.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All rules, and the one evaluator of them. Immutable and without clock, file or network: the same question about the same day has
 * the same answer for ever.
 *
 * <p>Cost: rules are indexed by kind and place. A question looks up each of the d scopes of its place (at most two a level of the
 * tree and the country, about ten) and reads the c rules of that kind found there: O(d + c), however many packs of other places there
 * are. It allocates the verdict and nothing else. Listing is O(kinds × d + rules found · log).
 */
public final class Policies {
    private static final Comparator<Rule> LISTED =
            Comparator.comparing(Rule::kind).thenComparing(Rule.STRICTEST_FIRST);

    private final List<Rule> all;
    private final Map<Kind, Map<String, List<Rule>>> index = new EnumMap<>(Kind.class);

    private Policies(Collection<Rule> rules) {
        this.all = rules.stream().sorted(LISTED).toList();
        for (var rule : all) {
            index.computeIfAbsent(rule.kind(), _ -> new HashMap<>())
                    .computeIfAbsent(rule.reach().scope().key(), _ -> new ArrayList<>())
                    .add(rule);
        }
    }

    /** The policies of these rules, in whatever order; that they agree with one another is the loader's concern. */
    public static Policies of(Collection<Rule> rules) {
        return new Policies(rules);
    }

    /** These and more rules. Costs a sort of them all: made anew when rules change, not for each question. */
    public Policies plus(Collection<Rule> more) {
        return more.isEmpty()
                ? this
                : new Policies(Stream.concat(all.stream(), more.stream()).toList());
    }

    /**
     * The binding rule that makes a new one pointless, if there is one: it holds at the place, meets the new one in some pupil, regime
     * and day, and allows less. Of several the strictest.
     *
     * @param place where the new rule is to hold
     */
    public Optional<Rule> stricterThan(Place place, Rule candidate) {
        return applying(
                        place,
                        candidate.kind(),
                        rule -> rule.binding()
                                && rule.reach().meets(candidate.reach())
                                && candidate.limit().looserThan(rule.limit()))
                .min(Rule.STRICTEST_FIRST);
    }

    /**
     * Whether the value is allowed. Of all binding rules that apply the strictest decides; a broken advisory rule is mentioned.
     *
     * @throws IllegalArgumentException if the kind is not measured in such values, a bug of the caller
     */
    public Verdict evaluate(Situation situation, Kind kind, Value value) {
        if (!kind.unit().measures(value)) {
            throw new IllegalArgumentException(kind.key() + " is measured in " + kind.unit() + ", not as " + value);
        }
        Rule strictest = null;
        Rule broken = null;
        Rule advice = null;
        var scopes = index.getOrDefault(kind, Map.of());
        for (var key : situation.place().keys()) {
            for (var rule : scopes.getOrDefault(key, List.of())) {
                if (!rule.reach().coversWithinScope(situation)) {
                    continue;
                }
                boolean kept = rule.limit().allows(value);
                if (!rule.binding()) {
                    advice = kept ? advice : stricter(advice, rule);
                } else {
                    strictest = stricter(strictest, rule);
                    broken = kept ? broken : stricter(broken, rule);
                }
            }
        }
        if (broken != null) {
            return new Verdict.Broken(broken, value);
        }
        return strictest == null && advice == null
                ? Verdict.Allowed.UNREGULATED
                : new Verdict.Allowed(
                        Optional.ofNullable(strictest),
                        Optional.ofNullable(advice).map(rule -> new Verdict.Broken(rule, value)));
    }

    /** The binding rule that decides about a kind, if any applies. */
    public Optional<Rule> strictest(Situation situation, Kind kind) {
        return applying(situation.place(), kind, rule -> rule.reach().coversWithinScope(situation))
                .filter(Rule::binding)
                .min(Rule.STRICTEST_FIRST);
    }

    /** All rules that apply, by kind, the strictest of each kind first. */
    public List<Rule> rulesInForce(Situation situation) {
        return inForce(situation.place(), rule -> rule.reach().coversWithinScope(situation));
    }

    /** All rules that apply to anyone at a place, by kind, the strictest of each kind first. */
    public List<Rule> rulesInForce(Place place, Regime regime, LocalDate day) {
        return inForce(place, rule -> rule.reach().coversWithinScope(regime, day));
    }

    /** Every rule of every place and time, by kind, the strictest of each kind first. */
    public List<Rule> all() {
        return all;
    }

    private List<Rule> inForce(Place place, Predicate<Rule> applies) {
        return index.keySet().stream()
                .flatMap(kind -> applying(place, kind, applies).sorted(Rule.STRICTEST_FIRST))
                .toList();
    }

    private Stream<Rule> applying(Place place, Kind kind, Predicate<Rule> applies) {
        var scopes = index.getOrDefault(kind, Map.of());
        return place.keys().stream()
                .flatMap(key -> scopes.getOrDefault(key, List.of()).stream())
                .filter(applies);
    }

    private static Rule stricter(Rule found, Rule candidate) {
        return found == null || Rule.STRICTEST_FIRST.compare(candidate, found) < 0 ? candidate : found;
    }
}
