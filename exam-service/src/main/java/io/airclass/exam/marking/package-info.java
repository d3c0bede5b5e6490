/**
 * Marks (评分): what an answer is worth. The same answers to the same paper always get the same marks, and the total is always the sum of the
 * items. Essays are left to teachers.
 */
package io.airclass.exam.marking;
