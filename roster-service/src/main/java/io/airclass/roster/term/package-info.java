/** Terms (学期): the days between which lessons are held. */
package io.airclass.roster.term;
