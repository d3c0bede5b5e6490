/**
 * Who calls, and what they were granted: each service checks the token itself (RS256, issuer, audience, times) and
 * remembers what it verified for some minutes. The {@link io.airclass.kit.auth.Caller} is a parameter of whatever reads
 * people's data.
 */
package io.airclass.kit.auth;
