/**
 * Alliances (教学联盟): live schools that give lessons and receiving schools that take them, many to many, of different types. A bureau says who is
 * in; a live school gives broadcasts of the alliance, and its receiving schools put their classes in. A school may be in several.
 */
package io.airclass.schedule.alliance;
