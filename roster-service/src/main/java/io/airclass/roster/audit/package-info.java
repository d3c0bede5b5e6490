/**
 * Who did what (审计).
 *
 * <p>Promises: what an officer answers for is written down by an event in the very write that does it, so that neither is there without
 * the other; the entry's id is the event's, so that hearing it twice adds nothing; entries are never changed, and hold nothing personal.
 */
package io.airclass.roster.audit;
