/**
 * What the roster costs at the size of a prefecture, in the processes that would run it: importing a whole region, the same again, exporting
 * it; and signing in at 07:55 while others read.
 */
package io.airclass.benchmarks.roster;
