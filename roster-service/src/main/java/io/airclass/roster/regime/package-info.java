/**
 * Regimes: how an organisation and all below it teach, normally or online, from when and until when.
 *
 * <p>Promises: only officers of an organisation or of one above it decide, with a reason; a decision is added and never changes what
 * was in force before it was made, so that an old question keeps its answer; of two officers who decide at once one is told that
 * something moved. The nearest organisation up the tree that says something at an instant decides; where nobody does, teaching is
 * normal. Every service acts by a decision within five seconds.
 */
package io.airclass.roster.regime;
