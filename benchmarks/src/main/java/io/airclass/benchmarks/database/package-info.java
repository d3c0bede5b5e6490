/**
 * What the embedded database costs: CPU time of its own process for each operation that the services use, at 200,000 and at
 * 2,000,000 documents of 1 KB. An indexed operation must cost about the same at both.
 */
package io.airclass.benchmarks.database;
