package io.airclass.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The one address of the suite: routes, token check, limits and breakers, and no business rule. */
@SpringBootApplication(proxyBeanMethods = false)
public class GatewayApplication {
    public static void main(String[] args) {
        SpringApplication.run(GatewayApplication.class, args);
    }
}
