/** Which address belongs to which service: one table, compared by a test with what the services promise. */
package io.airclass.gateway.route;
