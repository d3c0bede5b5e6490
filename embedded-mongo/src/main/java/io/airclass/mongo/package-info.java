/**
 * A server that speaks MongoDB's wire protocol, for development and small sites, on loopback only unless told otherwise (it has no
 * authentication). What it acknowledges is on disk; queries are served by the indexes that were declared; what it cannot do as a
 * MongoDB does, it refuses.
 *
 * <p>{@code mongo-java-server} reads the wire, evaluates filters, updates and aggregations; what is kept, found and ordered is ours:
 * {@link io.airclass.mongo.OrderedStore} (bytes on disk), {@link io.airclass.mongo.KeyBytes} (values as sortable bytes),
 * {@link io.airclass.mongo.Planner} (which index), {@link io.airclass.mongo.DurableCollection} (documents and their index entries).
 */
package io.airclass.mongo;
