package io.airclass.gateway;

import io.airclass.kit.EdgeConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Of the kit only the edge: no database, no events, no files. */
@Configuration(proxyBeanMethods = false)
@Import(EdgeConfiguration.class)
@EnableConfigurationProperties(GatewaySettings.class)
class GatewayConfiguration {}
