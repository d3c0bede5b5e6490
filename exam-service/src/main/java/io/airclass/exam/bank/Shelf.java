package io.airclass.exam.bank;

/**
 * One bank of one organisation.
 *
 * @param org whose bank it is
 * @param bank its name there
 */
public record Shelf(String org, String bank) {}
