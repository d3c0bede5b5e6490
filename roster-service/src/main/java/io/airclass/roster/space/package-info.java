/**
 * The personal space (个人空间): what a province, prefecture or county pushes to those below it, and what is open to them.
 *
 * <p>Promises: people see what is pushed for their place, stage and grade while it is, guardians what is pushed for their children; an item
 * that was withdrawn, or whose app is enabled no more, is gone at the next look; nobody is sent to an address that the app's record does not
 * allow.
 */
package io.airclass.roster.space;
