/**
 * Calling a service. One that is away is told from one that refuses: the caller gets 503 with Retry-After within a second, and
 * after a few failures at once, until a trial call succeeds. Nothing is sent twice.
 */
package io.airclass.gateway.upstream;
