/**
 * Moving a student to another class or school (转班、转学).
 *
 * <p>Promises: a move that was acknowledged is carried out at its day, even if replicas die in between; at every moment the student is in
 * at least one of the two classes; the person keeps where they were; guardians follow to the new school; other services hear of it within
 * seconds. Who may ask for it reaches both classes.
 */
package io.airclass.roster.moves;
