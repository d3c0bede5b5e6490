package io.airclass.system.deployment;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A setting that services read.
 *
 * @param property its name in Spring's form, {@code airclass.mongodb.uri}
 * @param fallback what holds when nobody sets it; empty when there is none
 * @param ownFallbacks what holds instead in one service, by its module
 * @param readers the modules of the services that read it
 * @param meaning from the Javadoc of its record; empty where it has none
 */
record Setting(
        String property, String fallback, Map<String, String> ownFallbacks, Set<String> readers, String meaning) {

    /** The name by which launcher, compose and Kubernetes set it. */
    String variable() {
        return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
