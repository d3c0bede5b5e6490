/**
 * Policies over HTTP: which rules are in force somewhere and why, "may I?", and the rules that organisations state for themselves.
 *
 * <p>Promises: the answer is the one that the services act by, for any instant, with the document it comes from. A rule of an
 * organisation is never looser than one that already holds there, on any day of it; it begins in the future, only its end can be
 * changed, and only to a day that is not over: what was judged once is judged the same ever after. Its id names it for ever.
 */
package io.airclass.roster.policy;
