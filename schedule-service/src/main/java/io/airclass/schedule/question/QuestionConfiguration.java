package io.airclass.schedule.question;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** The settings of the question desk. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QuestionSettings.class)
class QuestionConfiguration {}
