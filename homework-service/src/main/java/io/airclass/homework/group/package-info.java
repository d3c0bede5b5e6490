/** The service's own copy of the groups that overlay classes (走班、竞赛、备考), kept from the events of the timetables: whose homework a group's is. */
package io.airclass.homework.group;
