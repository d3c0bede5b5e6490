package io.airclass.roster.account;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code airclass.bootstrap.*}: the first account.
 *
 * @param password of the account {@code admin}; while it is empty no first account is made
 */
@ConfigurationProperties("airclass.bootstrap")
record BootstrapSettings(@DefaultValue("") String password) {
    @Override
    public String toString() {
        return "BootstrapSettings[set=" + !password.isEmpty() + "]";
    }
}
