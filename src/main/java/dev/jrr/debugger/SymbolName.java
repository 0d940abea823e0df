package dev.jrr.debugger;

/**
 * A name of a program that can be asked for: of a function, of data, or of a source file.
 *
 * @param module the last part of the path of the program or library that has it
 */
public record SymbolName(String name, Kind kind, String module) {
    /** What it names. */
    public enum Kind {
        FUNCTION,
        DATA,
        SOURCE_FILE
    }
}
