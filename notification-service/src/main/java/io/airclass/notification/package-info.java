/** Tells people what concerns them: inboxes filled from the facts of the other services, and open streams. */
package io.airclass.notification;
