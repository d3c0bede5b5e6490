/**
 * What happens to a request before and after it is routed: addresses and headers that could mean two things to two servers are
 * refused or removed, the caller's rate and the body's size are limited, every answer carries its request id.
 */
package io.airclass.gateway.edge;
