/**
 * The remote protocol of gdb, served from a replay: read {@link dev.jrr.explore.gdb.GdbSession} first,
 * which knows the packets, then {@code GdbInferior}, which knows what they mean for a run in which time
 * goes both ways.
 */
package dev.jrr.explore.gdb;
