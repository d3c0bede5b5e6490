/**
 * Refusals as values and their one way to HTTP: a {@link io.airclass.kit.problem.Rejection} becomes an RFC 9457 answer
 * in the caller's language, never with a stack trace or a class name.
 */
package io.airclass.kit.problem;
