/** Who may do what with exams; one place for every feature of this service. */
package io.airclass.exam.access;
