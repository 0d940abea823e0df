package dev.jrr.debugger;

/**
 * A frame of a stack.
 *
 * @param level 0 for the innermost; a function that is inlined has one of its own
 * @param ip where it goes on
 * @param place what it is in
 * @param isInlined whether it shares its registers with the next frame
 */
public record StackFrame(int level, long ip, CodePlace place, boolean isInlined) {}
