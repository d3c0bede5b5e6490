package io.airclass.roster.launch;

import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import java.util.List;

/**
 * What a provider is told.
 *
 * @param clientId the app at this host; whom the token is for
 * @param address where the caller is sent
 * @param orgId whose word enabled the app
 * @param resource the pushed item, or else the app
 * @param within of the place, the root first
 * @param roles of the caller at the place
 * @param stages of the caller's classes there, or of the children's
 * @param grades of the caller's classes there, or of the children's
 */
record Launch(
        String clientId,
        String address,
        String orgId,
        String app,
        String resource,
        List<String> within,
        List<Role> roles,
        List<Stage> stages,
        List<Long> grades) {}
