/**
 * Opening an app of another provider with one's own account (统一身份认证启动).
 *
 * <p>Promises: only an app that is enabled for the caller's place is opened, at an address that its record allows; the provider learns a
 * pseudonym that no other provider has, the role, the stage and the grade, and no name; the token is good for that provider alone and for a
 * minute, and our own services refuse it.
 */
package io.airclass.roster.launch;
