package dev.jrr.tracee;

import dev.jrr.linux.PackedScan;

/** The code that walks over the records of buffered calls. */
public final class PackedRecords {
    private PackedRecords() {}

    /** @param interest as {@link PackedScan#open} has it */
    public static PackedScan scan(byte[] interest) {
        return PackedScan.open(NativeFiles.find("libjrrscan.so"), interest);
    }
}
