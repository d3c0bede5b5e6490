package io.airclass.gateway.edge;

import io.airclass.gateway.GatewaySettings;
import org.springframework.cloud.gateway.support.ipresolver.XForwardedRemoteAddressResolver;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** Where a request comes from, as far as the proxies before us can be believed. */
@Component
final class CallerAddress {
    /** How services are told; one that a caller sends is dropped. */
    static final String HEADER = "X-Airclass-Caller-Address";

    private final int proxiesInFront;

    CallerAddress(GatewaySettings settings) {
        this.proxiesInFront = settings.gateway().proxiesInFront();
    }

    String address(ServerWebExchange exchange) {
        var address = proxiesInFront > 0
                ? XForwardedRemoteAddressResolver.maxTrustedIndex(proxiesInFront)
                        .resolve(exchange)
                : exchange.getRequest().getRemoteAddress();
        return address == null || address.getAddress() == null
                ? "unknown"
                : address.getAddress().getHostAddress();
    }
}
