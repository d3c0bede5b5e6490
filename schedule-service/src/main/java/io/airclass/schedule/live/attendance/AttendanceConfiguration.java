package io.airclass.schedule.live.attendance;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** The settings of attendance. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AttendanceSettings.class)
class AttendanceConfiguration {}
