/** What the parts of Airclass cost, measured in processes of their own: one package for each, and what they share. */
package io.airclass.benchmarks;
