/**
 * Documents that change only by compare-and-set, together with the events that tell of the change: one aggregate is one
 * document, and what was acknowledged is stored. Nothing here knows what is stored.
 */
package io.airclass.kit.store;
