/**
 * Filing (报备) with clocks. A bureau calls (征集) for the timetables of a week or for plans (一校一案); schools file, bureaus bundle what was
 * filed below them, and receivers acknowledge each by itself.
 *
 * <p>Promises: what was filed is never rewritten, filing again makes a new version; a day counts to its last instant at the place;
 * the content hash of a bundle is that of its members' hashes, so that anybody can check it; whatever changes after it was filed
 * makes the filing stale, and every bundle above it, whichever way and however often the news comes; the overview is counted from
 * the filings' own documents.
 */
package io.airclass.schedule.filing;
