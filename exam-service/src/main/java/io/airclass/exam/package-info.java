/** Question banks, papers, exams, sittings and results of one service: no answer that was acknowledged is lost, and no key leaves early. */
package io.airclass.exam;
