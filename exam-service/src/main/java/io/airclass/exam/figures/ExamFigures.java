package io.airclass.exam.figures;

import io.micrometer.core.instrument.MeterRegistry;

/** The business metrics of exams, by the place that an exam holds since it was opened: an answer costs no look-up. */
public final class ExamFigures {

    private final MeterRegistry meters;

    public ExamFigures(MeterRegistry meters) {
        this.meters = meters;
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
