package io.airclass.homework.submission;

/** A file as part of an attempt, with what a reader wants to know before opening it; files never change. */
public record HandedInFile(String id, String name, String type, long bytes) {}
