package io.airclass.schedule.catalogue;

/**
 * A unit (单元) of a textbook.
 *
 * @param grade that it is taught in, 1 to 12
 * @param name with its volume, for example 七年级上册 第一单元 有理数
 */
public record Unit(int grade, String name) {}
