package dev.jrr.linux;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import dev.jrr.model.CpuidTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Asks a processor what it is, by native/cpuid/jrr_cpuid.c. Any thread. */
public final class CpuidReader {
    private static final int ROW_FIELDS = 6;
    private static final int MOST_ROWS = 4096;

    private CpuidReader() {}

    /**
     * What the processor that the calling thread is on answers; it takes about a millisecond.
     *
     * @return null if the library is not installed
     */
    public static CpuidTable read(Path library) {
        try (Memory rows = new Memory((long) MOST_ROWS * ROW_FIELDS * Integer.BYTES)) {
            long count = NativeLibrary.getInstance(library.toString())
                    .getFunction("jrr_cpuid")
                    .invokeLong(new Object[] {rows, (long) MOST_ROWS});
            List<CpuidTable.Row> answers = new ArrayList<>();
            for (int i = 0; i < Math.min(count, MOST_ROWS); i++) {
                int[] row = rows.getIntArray((long) i * ROW_FIELDS * Integer.BYTES, ROW_FIELDS);
                answers.add(new CpuidTable.Row(row[0], row[1], row[2], row[3], row[4], row[5]));
            }
            return CpuidTable.of(answers);
        } catch (UnsatisfiedLinkError e) {
            return null;
        }
    }
}
