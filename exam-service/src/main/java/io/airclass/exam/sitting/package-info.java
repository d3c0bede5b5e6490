/**
 * Sittings (作答): one a student and exam. Each answer is saved by one conditional update of that answer alone and has a version; the server's clock
 * decides; handing in marks what can be marked and tells of it in one write; what time has run out for is closed by any replica, once.
 */
package io.airclass.exam.sitting;
