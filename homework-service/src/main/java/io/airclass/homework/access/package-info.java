/**
 * Who somebody is to a class: its teacher, its student, guardian of one, or staff above it. Decided from the token's grants
 * and the service's own copy of the roster together, so neither a stale token nor a wrong school is enough.
 */
package io.airclass.homework.access;
