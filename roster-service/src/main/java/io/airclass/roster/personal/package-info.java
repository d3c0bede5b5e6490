/**
 * What must not be readable in the database: it is encrypted field by field with keys from the settings.
 *
 * <p>Promises: AES-256-GCM with a new nonce each time; what was sealed for one context (a field of one document) opens in no other; the first
 * key of the setting seals, all of them open, so that a key is changed by putting a new one in front.
 */
package io.airclass.roster.personal;
