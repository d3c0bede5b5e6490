/**
 * The suite on one machine: {@code airclass up, down, status}.
 *
 * <p>Whatever this package starts, it stops, and nothing else: processes are known by their id together with their time of start, both kept in
 * the state file, so that the next command can clean up after a launcher that was killed. What goes wrong is told in one sentence with the
 * log's place. All names and ports stand in {@link io.airclass.launcher.Suite}.
 */
package io.airclass.launcher;
