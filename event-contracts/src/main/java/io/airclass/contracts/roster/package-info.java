/** What the roster tells: the whole state of an organisation, class, person or term, each time it changes. */
package io.airclass.contracts.roster;
