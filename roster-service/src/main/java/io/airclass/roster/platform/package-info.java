/**
 * Platforms and apps that a region teaches with (平台与应用).
 *
 * <p>Promises: no app and no live service is enabled without its filing number of the ministry (教育移动应用备案); for each, the nearest
 * organisation up the tree holds that says something of it; coverage is counted, never typed; opening a virtual platform for a county, and
 * confirming its learning space, are records with a date and who answers for them.
 */
package io.airclass.roster.platform;
