/** What exams tell: opened, handed in, result ready. */
package io.airclass.contracts.exam;
