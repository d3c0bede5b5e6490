/**
 * The leading group (领导小组) and the three working groups (工作组) of a bureau.
 *
 * <p>Promises: whoever is in a group has its permissions, from the next token on, and whoever leaves it has not. A membership is one
 * document's; what it grants is another's, the person's: the group remembers what is still to be carried over until it is, so that a crash
 * between the two is made good within seconds, by any replica.
 */
package io.airclass.roster.groups;
