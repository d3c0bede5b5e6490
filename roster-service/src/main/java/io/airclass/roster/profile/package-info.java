/**
 * The real-name profile (实名信息) that a region may ask for at the first sign-in, and the switches of regions.
 *
 * <p>Promises: particulars are encrypted field by field and leave this package only masked; while a region asks for a profile, a token of somebody
 * without one opens nothing but its completion; the nearest organisation up the tree that has a setting decides; the rate of completed profiles is
 * counted, not typed.
 */
package io.airclass.roster.profile;
