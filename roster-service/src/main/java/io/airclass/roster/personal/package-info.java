/**
 * Particulars of people (phone, identity number, 学籍号), which must be readable neither in the database nor in a log, an event or an address.
 *
 * <p>Promises: AES-256-GCM with a new nonce each time; what was sealed for one context (a field of one document) opens in no other; the first
 * key of the setting seals, all of them open, and what an older one sealed is sealed anew by itself, so that a key is changed by putting a
 * new one in front and taken away when the metric says that nothing hangs on it. Answers show particulars masked to all but the owner; who
 * keeps the school's register (学籍管理) may have a field disclosed for a stated reason, which the audit keeps.
 */
package io.airclass.roster.personal;
