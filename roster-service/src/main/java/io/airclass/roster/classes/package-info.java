/**
 * Classes, who learns and who teaches in them.
 *
 * <p>Promises: a class is one document with its students and teachers; names of people are given only to those whose duty needs them, see
 * {@link io.airclass.roster.classes.ClassAccessRules}.
 */
package io.airclass.roster.classes;
