/**
 * The GIFT text format, read by a parser of our own: no kept one for the JVM is published.
 *
 * <p>Where the format's two best known readers differ, the rule chosen is written at the method. A bad question is listed with its line and
 * does not stop the good ones.
 */
package io.airclass.exam.bank.gift;
