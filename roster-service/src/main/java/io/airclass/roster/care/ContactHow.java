package io.airclass.roster.care;

/** How a family was reached. */
public enum ContactHow {
    PHONE,
    MESSAGE,
    VIDEO,
    VISIT
}
