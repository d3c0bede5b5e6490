package io.airclass.policy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Where a question is asked: the organisations from the root down to the one that asks. A rule of any of them holds here, by id or
 * by division code. A code also stands for the divisions around it, so that a tree that begins at a prefecture is still bound by its
 * province. Made once for an organisation and kept, a place costs nothing to ask with.
 */
public final class Place {
    private static final int CHAIN_MAX = 32;

    private final List<Org> chain;
    private final List<String> keys;

    /**
     * One step of the chain.
     *
     * @param divisionCode GB/T 2260, where it has one
     */
    public record Org(String id, Optional<String> divisionCode) {
        public Org {
            if (!Scope.Organisation.isId(id)) {
                throw new IllegalArgumentException("Not an organisation's id: " + id);
            }
            divisionCode.ifPresent(Scope.Division::new);
        }

        public Org(String id) {
            this(id, Optional.empty());
        }

        public Org(String id, String divisionCode) {
            this(id, Optional.of(divisionCode));
        }
    }

    private Place(List<Org> chain) {
        if (chain.size() > CHAIN_MAX) {
            throw new IllegalArgumentException("A chain of more than " + CHAIN_MAX + " organisations");
        }
        this.chain = List.copyOf(chain);
        var scopes = new LinkedHashSet<String>();
        scopes.add(Scope.NATION.key());
        for (var org : chain) {
            org.divisionCode().map(Scope.Division::new).ifPresent(division -> {
                division.enclosing().forEach(wider -> scopes.add(wider.key()));
                scopes.add(division.key());
            });
            scopes.add(Scope.Organisation.key(org.id()));
        }
        this.keys = List.copyOf(scopes);
    }

    /** The place at the end of a chain, the root first. */
    public static Place of(List<Org> chain) {
        return new Place(chain);
    }

    public static Place of(Org... chain) {
        return new Place(List.of(chain));
    }

    /** A division as a whole, where no organisation is asked about. */
    public static Place ofDivision(String code) {
        return new Place(List.of(new Org(code, code)));
    }

    public List<Org> chain() {
        return chain;
    }

    /** The keys of all scopes whose rules hold here, the country first. */
    List<String> keys() {
        return keys;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Place place && chain.equals(place.chain);
    }

    @Override
    public int hashCode() {
        return chain.hashCode();
    }

    @Override
    public String toString() {
        return chain.toString();
    }
}
