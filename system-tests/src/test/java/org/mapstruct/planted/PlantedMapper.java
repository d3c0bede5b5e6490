package org.mapstruct.planted;

/** Stands where a forbidden library's types would: it is there to be found. */
public final class PlantedMapper {}
