package dev.jrr.debugger;

/**
 * An instruction.
 *
 * @param text as Intel writes it; empty if it is none that is known
 * @param place what it belongs to
 * @param target what its jump, call or operand leads to, by name; empty if nothing is known of it
 */
public record CodeLine(long address, byte[] bytes, String text, CodePlace place, String target) {}
