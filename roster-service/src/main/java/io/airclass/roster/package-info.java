/** Who is who and who may do what: the service that owns organisations, people, classes, terms, accounts and tokens. */
package io.airclass.roster;
