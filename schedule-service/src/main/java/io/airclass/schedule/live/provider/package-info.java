/**
 * Where live lessons take place: services for live lessons behind one small interface. A lesson has an ordered list of them; when one is
 * down the next is taken within the same call. Nothing here knows who may enter: that is decided before a room is asked for.
 */
package io.airclass.schedule.live.provider;
