/** Regions of any size as OneRoster bundles, for tests and benchmarks. */
package io.airclass.testkit.region;
