/**
 * The published language of Airclass: what one service may know of another.
 *
 * <p>Promises: each event has an explicit type ({@link io.airclass.contracts.EventType}) that ends in its version, one topic and a
 * golden JSON file. Within a version changes are additive: a reader ignores fields it does not know, a list that is missing is an
 * empty list, a new field is one that {@link io.airclass.contracts.MayBeAbsent may be absent}. A new value of an enum is a change
 * that every reader must have been deployed for before the first writer uses it. Events carry ids: no name, telephone number,
 * 学籍号 or free text of a child.
 */
package io.airclass.contracts;
