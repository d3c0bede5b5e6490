package io.airclass.roster.intake;

/** What became of the things of one kind. */
public record Tally(long made, long changed, long unchanged) {
    static final Tally NONE = new Tally(0, 0, 0);

    Tally plus(Tally more) {
        return new Tally(made + more.made, changed + more.changed, unchanged + more.unchanged);
    }
}
