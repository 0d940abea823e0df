package dev.jrr.debugger;

import dev.jrr.base.Hex;

/**
 * What an address of code or data belongs to, as far as it is known.
 *
 * @param symbol the function or variable, or empty
 * @param offset how far behind its start
 * @param module the last part of the mapped file's path, or what the mapping is called, or empty
 * @param moduleOffset how far behind the module's start
 * @param file the source file, or empty
 * @param line in it, counted from 1; 0 if it is not known
 */
public record CodePlace(
        long address, String symbol, long offset, String module, long moduleOffset, String file, int line) {
    /** Such as {@code main+0x12}, {@code libc.so.6+0x1d2a0}, or the address alone. */
    public String name() {
        if (!symbol.isEmpty()) {
            return offset == 0 ? symbol : symbol + "+" + Hex.of(offset);
        }
        if (!module.isEmpty()) {
            return module + "+" + Hex.of(moduleOffset);
        }
        return Hex.of(address);
    }

    /** {@code FILE:LINE}, with the last part of the file's path; empty if it is not known. */
    public String sourceName() {
        return line == 0 ? "" : file.substring(file.lastIndexOf('/') + 1) + ":" + line;
    }

    /** Name and line. */
    @Override
    public String toString() {
        return line == 0 ? name() : name() + " (" + sourceName() + ")";
    }
}
