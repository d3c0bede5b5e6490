package io.airclass.kit.problem;

/**
 * One bad field of a request.
 *
 * @param pointer RFC 6901 JSON pointer into the request body, or the name of a parameter or header
 * @param code stable word for what is wrong, kebab-case
 * @param message what is wrong, for a person
 */
public record FieldError(String pointer, String code, String message) {}
