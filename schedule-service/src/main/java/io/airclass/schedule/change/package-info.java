/**
 * Changes of single dated lessons: cover (代课), move (调课), swap (换课), cancel (停课), restore. What a lesson was, is, and why stays known;
 * nobody and nothing is taken twice by it; who taught is counted.
 */
package io.airclass.schedule.change;
