package io.airclass.kit.auth;

import io.airclass.kit.settings.AirclassSettings;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.jwt.Jwt;

/** A verified token with its {@link Caller}. */
final class CallerToken extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1;
    private final transient Caller caller;

    private CallerToken(Caller caller) {
        super(AuthorityUtils.NO_AUTHORITIES);
        this.caller = caller;
        setAuthenticated(true);
    }

    static CallerToken of(Jwt jwt, AirclassSettings.Issuer issuer) {
        var claimed = jwt.getClaimAsStringList("grants");
        var grants = claimed == null
                ? List.<Grant>of()
                : claimed.stream().map(Grant::parse).flatMap(Optional::stream).toList();
        var session = jwt.getClaimAsString("sid");
        return new CallerToken(new Caller(
                jwt.getClaimAsString(issuer.personClaim()),
                session == null ? "" : session,
                grants,
                jwt.getExpiresAt()));
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public String getName() {
        return caller.personId();
    }
}
