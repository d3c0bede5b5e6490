package io.airclass.roster.account;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code airclass.password.*}: what a password hash (Argon2id) costs.
 *
 * @param memoryKib and {@code iterations} of a password that its owner has used; the default is one of OWASP's equal choices
 * @param initialMemoryKib and {@code initialIterations} of a password that came with an import and was never used: cheaper, because
 *     thousands come at once; it is hashed anew at the first sign-in
 * @param threadsMax hashes computed at the same time; each takes a processor, and one must be left for everything else
 * @param waitingMax hashes that may wait for each thread, some seconds' worth: who waits longer than the gateway does has asked in vain; more
 *     sign-ins are told to come again
 * @param oneTimeAge how long a password that was handed out is good if nobody signs in with it
 */
@ConfigurationProperties("airclass.password")
public record AccountSettings(
        @DefaultValue("7168") int memoryKib,
        @DefaultValue("5") int iterations,
        @DefaultValue("1024") int initialMemoryKib,
        @DefaultValue("1") int initialIterations,
        @DefaultValue("1") int threadsMax,
        @DefaultValue("40") int waitingMax,
        @DefaultValue("30d") Duration oneTimeAge) {}
