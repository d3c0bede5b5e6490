/**
 * The tree of organisations (province → … → school → teaching point).
 *
 * <p>Promises: one tree of variable depth, in which each organisation knows the ids of all above it; a province-managed county needs no
 * prefecture, a functional zone no division code, a teaching point has a parent school.
 */
package io.airclass.roster.org;
