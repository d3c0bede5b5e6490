package io.airclass.schedule.question;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the question desk.
 *
 * @param claimTime how long a teacher has a question before another may take it
 * @param perDayMax questions of one person in a day
 */
@ConfigurationProperties("airclass.question")
record QuestionSettings(
        @DefaultValue("30m") Duration claimTime,
        @DefaultValue("20") int perDayMax) {}
