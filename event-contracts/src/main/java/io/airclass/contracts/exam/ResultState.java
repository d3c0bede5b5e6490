package io.airclass.contracts.exam;

/** How complete a result is. */
public enum ResultState {
    /** The objective questions are marked, others wait for a teacher. */
    PARTIAL,
    FINAL
}
