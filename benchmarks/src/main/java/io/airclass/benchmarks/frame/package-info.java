/**
 * What the frame costs: one document read, one changed with its event, directly and through the gateway, beside a bare
 * Reactor Netty with the driver that does the same, all in one run. CPU time of each process is what counts; requests a
 * second depend on who else uses the machine.
 */
package io.airclass.benchmarks.frame;
