package io.airclass.roster.personal;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code airclass.personal.*}: what keeps personal particulars and signing keys unreadable in the database.
 *
 * @param keys {@code id:base64 of 32 bytes}, comma-separated: the first encrypts, all decrypt; the service does not start without one
 */
@ConfigurationProperties("airclass.personal")
record PersonalSettings(@DefaultValue("") String keys) {
    @Override
    public String toString() {
        return "PersonalSettings[set=" + !keys.isEmpty() + "]";
    }
}
