/**
 * Accounts: a username and the hash of a password for a person.
 *
 * <p>Promises: a username belongs to one person (a reservation document); a password is kept only as a salted Argon2id hash; hashing runs on
 * a bounded pool, so that a storm of sign-ins makes sign-ins slow and nothing else; wrong passwords slow down the account they are tried on.
 */
package io.airclass.roster.account;
