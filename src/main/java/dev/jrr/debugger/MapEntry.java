package dev.jrr.debugger;

/**
 * One mapping of a live task.
 *
 * @param permissions four letters as in /proc/PID/maps, such as "r-xp"
 * @param offset in the file, in bytes
 * @param path the recorded file's name, "[stack]", "[heap]" or empty
 */
public record MapEntry(long start, long end, String permissions, long offset, String path) {}
