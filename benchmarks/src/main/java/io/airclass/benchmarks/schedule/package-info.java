/**
 * What finding costs in the catalogue of on-demand resources, at two sizes: the schedule service's jar, the embedded database and the
 * broker, each a process.
 */
package io.airclass.benchmarks.schedule;
