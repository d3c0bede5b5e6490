package io.airclass.schedule.filing;

import java.util.Collection;

/** Counts what stands below a bureau. */
final class TallyRules {
    private TallyRules() {}

    static Counts count(Collection<FilingBelow> filings, Collection<Tally> tallies) {
        var counts = tallies.stream().map(Tally::counts).reduce(Counts.NONE, Counts::and);
        return filings.stream()
                .filter(filing -> filing.place().counted())
                .map(TallyRules::one)
                .reduce(counts, Counts::and);
    }

    private static Counts one(FilingBelow filing) {
        boolean filed = filing.standing() != Standing.NOT_FILED;
        return new Counts(
                1,
                is(filing.standing() == Standing.ON_TIME),
                is(filing.standing() == Standing.LATE),
                is(!filed),
                is(!filed && filing.isTakenBack()),
                is(filed && filing.isStale()),
                is(filed && !filing.isComplete()),
                is(filed && filing.isAcknowledged()));
    }

    private static long is(boolean so) {
        return so ? 1 : 0;
    }
}
