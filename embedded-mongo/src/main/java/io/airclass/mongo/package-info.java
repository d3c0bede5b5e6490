/**
 * A server that speaks MongoDB's wire protocol, for development and small sites, on loopback only (it has no authentication).
 *
 * <p>It keeps its data over a clean stop. The death of its process may cost acknowledged writes.
 */
package io.airclass.mongo;
