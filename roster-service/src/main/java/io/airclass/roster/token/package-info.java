/**
 * Tokens: the built-in OpenID Connect issuer.
 *
 * <p>Promises: access tokens are RS256 and live 15 minutes; all replicas sign with one key, made once by a conditional insert; a refresh
 * token is opaque, kept only as a hash and good for one use: a second use ends the session; signing out ends it too. An access token that is
 * out stays good until it expires.
 */
package io.airclass.roster.token;
