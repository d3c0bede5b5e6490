/** {@code GET /api/me}: who I am, what I may be and where, my classes, my children. */
package io.airclass.roster.me;
