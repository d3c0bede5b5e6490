package io.airclass.exam.figures;

/**
 * Where something is counted.
 *
 * @param county GB/T 2260 code, or the id of a functional zone
 * @param stage of schooling
 */
public record Place(String county, String stage) {}
