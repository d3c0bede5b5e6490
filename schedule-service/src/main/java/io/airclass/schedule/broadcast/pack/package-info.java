/**
 * What goes with a lesson: packs of material (学习资源包) in variants, one for each class that receives it, given before the lesson begins; and how
 * far each class has come through its three phases: material shared before, interaction during, discussion after. Teachers of a class see all
 * of its pack beforehand, its students what is for students; nobody sees another class's. After a central lesson tutoring is offered to each of
 * its classes, which plan it and say that it was held.
 */
package io.airclass.schedule.broadcast.pack;
