/**
 * Grants that officers give (授权), from the top down.
 *
 * <p>Promises: who may give a role is decided in {@link io.airclass.roster.grants.GrantRules} alone; every grant ends at an instant that
 * it names; giving and taking away are audited in the same write; an import neither adds to them nor takes from them. A token that is out
 * already keeps a grant that is taken away until the token ends, at most 15 minutes.
 */
package io.airclass.roster.grants;
