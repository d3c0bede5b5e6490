package io.airclass.roster.launch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code airclass.launch.*}: apps that people open.
 *
 * @param openedAge how long it is kept that somebody has opened an app, since they did it last
 */
@ConfigurationProperties("airclass.launch")
record LaunchSettings(@DefaultValue("180d") Duration openedAge) {}
