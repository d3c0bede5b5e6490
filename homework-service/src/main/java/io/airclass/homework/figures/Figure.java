package io.airclass.homework.figures;

/** What is counted; Prometheus adds {@code _total}. */
public enum Figure {
    ASSIGNMENTS_OPENED("airclass.assignments.opened"),
    SUBMISSIONS_RECEIVED("airclass.submissions.received"),
    SUBMISSIONS_MARKED("airclass.submissions.marked");

    private final String meter;

    Figure(String meter) {
        this.meter = meter;
    }

    String meter() {
        return meter;
    }
}
