/** What the notification service tells its own replicas. */
package io.airclass.contracts.notification;
