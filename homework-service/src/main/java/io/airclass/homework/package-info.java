/** Homework (作业): set by a teacher of a class, handed in by its students, marked, and read again by student and guardians. */
package io.airclass.homework;
