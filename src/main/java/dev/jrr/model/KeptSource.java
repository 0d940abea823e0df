package dev.jrr.model;

/**
 * A source file of which a trace keeps a copy.
 *
 * @param path as the debug information of a program has it
 * @param key under which the trace keeps it
 * @param isNewer whether it was changed after the program was built
 */
public record KeptSource(String path, String key, boolean isNewer) {}
