/**
 * What the busy paths of the schedule service cost, at two sizes: finding in the catalogue, and five to eight in the morning, when every
 * student opens the day and joins a lesson. The service's jar, the embedded database and the broker are a process each.
 */
package io.airclass.benchmarks.schedule;
