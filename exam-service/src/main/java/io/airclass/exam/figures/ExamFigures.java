package io.airclass.exam.figures;

import io.airclass.rosterview.RosterView;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import reactor.core.publisher.Mono;

/** The business metrics of exams. */
public final class ExamFigures {

    private static final String NO_STAGE = "none";

    private final MeterRegistry meters;
    private final RosterView roster;

    public ExamFigures(MeterRegistry meters, RosterView roster) {
        this.meters = meters;
        this.roster = roster;
    }

    /** The label of whatever lies within these organisations. */
    public Mono<String> county(List<String> within) {
        return roster.countyOf(within);
    }

    public Mono<Void> questionsImported(List<String> within, int count) {
        return county(within)
                .doOnNext(county -> meters.counter("airclass.questions.imported", "county", county, "stage", NO_STAGE)
                        .increment(count))
                .then();
    }

    public void examOpened(Place place) {
        count("airclass.exams.opened", place);
    }

    public void sittingStarted(Place place) {
        count("airclass.sittings.started", place);
    }

    public void sittingHandedIn(Place place, boolean byDeadline) {
        meters.counter(
                        "airclass.sittings.handed.in",
                        "county",
                        place.county(),
                        "stage",
                        place.stage(),
                        "by",
                        byDeadline ? "deadline" : "student")
                .increment();
    }

    /** @param outcome {@code saved}, {@code repeated} or {@code refused} */
    public void answer(Place place, String outcome) {
        meters.counter("airclass.answers.saved", "county", place.county(), "stage", place.stage(), "outcome", outcome)
                .increment();
    }

    private void count(String name, Place place) {
        meters.counter(name, "county", place.county(), "stage", place.stage()).increment();
    }
}
