package io.airclass.contracts.notification;

import io.airclass.contracts.PublishedEvent;

/** What the notification service tells its own replicas. */
public sealed interface NotificationEvent extends PublishedEvent permits MessageDeliveredV1 {}
