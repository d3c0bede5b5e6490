package io.airclass.notification.inbox;

import io.airclass.kit.store.Database;

/** Lets tests of other packages make an inbox without a whole service. */
public final class InboxRepositories {
    private InboxRepositories() {}

    public static InboxRepository over(Database database) {
        return new InboxRepository(database);
    }
}
