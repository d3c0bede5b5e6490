/**
 * One school day over HTTP: a timetable, homework with a photo, an exam, and the notices of each, walked as a user's device would
 * and told step by step. {@code ./airclass demo} and the whole-suite test run the same code.
 */
package io.airclass.launcher.demo;
