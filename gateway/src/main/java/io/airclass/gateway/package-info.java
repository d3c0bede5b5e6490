/**
 * What stands between the world and the services. It promises: a request without a valid token reaches no service, but for
 * sign-in and the issuer's published keys; one caller cannot crowd out the others; a service that is away costs its own callers
 * a second and nobody else anything; bodies of any size pass through flat memory. The services trust none of this and check
 * again.
 */
package io.airclass.gateway;
