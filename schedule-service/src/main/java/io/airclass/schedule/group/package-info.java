/**
 * Groups that overlay classes: electives (选修), examination classes (对口升学), contest training (竞赛训练). A group has students of classes of
 * one school and a timetable of its own, as a class has; its lessons lie in times that the class leaves open. A student is in no two
 * groups' lessons at once.
 */
package io.airclass.schedule.group;
