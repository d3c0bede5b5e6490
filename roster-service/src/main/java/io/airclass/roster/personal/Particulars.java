package io.airclass.roster.personal;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Particulars of one person in the clear, normalised and of the right form; never printed. */
public final class Particulars {
    public static final Particulars NONE = new Particulars(Map.of());

    private final EnumMap<Particular, String> texts;

    /** @throws IllegalArgumentException for one that has not its form: ask {@link Particular#fits} before */
    public Particulars(Map<Particular, String> texts) {
        this.texts = new EnumMap<>(Particular.class);
        texts.forEach((particular, text) -> {
            if (!particular.fits(text)) {
                throw new IllegalArgumentException(particular + " has not its form");
            }
            this.texts.put(particular, text);
        });
    }

    public Optional<String> get(Particular particular) {
        return Optional.ofNullable(texts.get(particular));
    }

    public boolean isEmpty() {
        return texts.isEmpty();
    }

    /** Those of these that are named. */
    public Particulars only(Collection<Particular> named) {
        var some = new EnumMap<>(texts);
        some.keySet().retainAll(named);
        return new Particulars(some);
    }

    /** These, and where they lack one that of the others. */
    public Particulars over(Particulars others) {
        var all = new EnumMap<Particular, String>(Particular.class);
        all.putAll(others.texts);
        all.putAll(texts);
        return new Particulars(all);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Particulars particulars && texts.equals(particulars.texts);
    }

    @Override
    public int hashCode() {
        return texts.hashCode();
    }

    @Override
    public String toString() {
        return "Particulars" + texts.keySet();
    }
}
