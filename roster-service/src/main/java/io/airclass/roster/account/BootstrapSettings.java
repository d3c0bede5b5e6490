package io.airclass.roster.account;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code airclass.bootstrap.*}: the first account.
 *
 * @param password of the account {@code admin}; while it is empty no first account is made
 * @param person where another issuer is used: who is the first administrator, as its tokens name them
 */
@ConfigurationProperties("airclass.bootstrap")
public record BootstrapSettings(
        @DefaultValue("") String password, @DefaultValue("") String person) {
    @Override
    public String toString() {
        return "BootstrapSettings[set=" + !password.isEmpty() + "]";
    }
}
