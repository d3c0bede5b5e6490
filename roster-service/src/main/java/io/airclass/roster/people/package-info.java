/**
 * People, their grants and their relations.
 *
 * <p>Promises: a person is one document with grants, classes and guardianship; names leave this service only to the person and to those
 * whose duty needs them; events carry ids alone.
 */
package io.airclass.roster.people;
