package io.airclass.system.deployment;

import io.airclass.launcher.Suite;

/** What the services' images are called. */
final class Images {
    private Images() {}

    static String of(Suite.Service service) {
        return "airclass/" + service.module() + ":" + Suite.VERSION;
    }
}
