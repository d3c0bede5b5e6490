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
    private final transient List<Duty> duties;

    private CallerToken(Caller caller, List<Duty> duties) {
        super(AuthorityUtils.NO_AUTHORITIES);
        this.caller = caller;
        this.duties = duties;
        setAuthenticated(true);
    }

    static CallerToken of(Jwt jwt, AirclassSettings.Issuer issuer) {
        var claimed = jwt.getClaimAsStringList("grants");
        return of(
                jwt,
                issuer,
                claimed == null
                        ? List.of()
                        : claimed.stream()
                                .map(Grant::parse)
                                .flatMap(Optional::stream)
                                .toList());
    }

    static CallerToken of(Jwt jwt, AirclassSettings.Issuer issuer, List<Grant> grants) {
        var session = jwt.getClaimAsString("sid");
        var must = jwt.getClaimAsStringList("must");
        var duties = must == null
                ? List.<Duty>of()
                : must.stream().map(Duty::parse).flatMap(Optional::stream).toList();
        return new CallerToken(
                new Caller(
                        jwt.getClaimAsString(issuer.personClaim()),
                        session == null ? "" : session,
                        grants,
                        jwt.getExpiresAt()),
                duties);
    }

    /** What the caller must complete before anything else, the first first. */
    List<Duty> duties() {
        return duties;
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
