package io.airclass.notification.stream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bounds of open streams; {@code airclass.streams}.
 *
 * @param heartbeat time between signs of life, shorter than what proxies wait for
 * @param waitingMax messages that may wait for one client to read; one more and it is cut off
 * @param perPersonMax streams of one person at this replica; one more ends the oldest
 * @param openMax streams at this replica; one more is refused
 * @param missedMax messages that a resumed stream catches up with; a client that missed more is told to read its inbox
 */
@ConfigurationProperties("airclass.streams")
public record StreamSettings(
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("64") int waitingMax,
        @DefaultValue("5") int perPersonMax,
        @DefaultValue("20000") int openMax,
        @DefaultValue("500") int missedMax) {}
