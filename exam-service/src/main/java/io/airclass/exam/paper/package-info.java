/**
 * Papers (试卷): questions with marks, in an order. A paper holds its questions as they were when it was made, so nothing that happens to the
 * bank changes it, and its total is always the sum of its items.
 */
package io.airclass.exam.paper;
