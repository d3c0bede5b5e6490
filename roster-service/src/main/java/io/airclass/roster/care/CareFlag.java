package io.airclass.roster.care;

/** Why a child needs special care. */
public enum CareFlag {
    /** A parent works at the front line (一线人员子女). */
    FRONT_LINE_FAMILY,
    /** The parents work elsewhere (留守儿童). */
    LEFT_BEHIND,
    /** 家庭困难学生. */
    POOR_FAMILY,
    /** Learns from abroad, in another time zone (R027). */
    ABROAD
}
