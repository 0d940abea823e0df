package dev.jrr.linux;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import dev.jrr.model.Event;
import dev.jrr.model.PackedCalls;
import dev.jrr.model.PackedRun;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks over the records of buffered calls, by native/scan/jrr_scan.c: a recorder has millions of
 * them a second, and a few instructions for each. One thread at a time uses it.
 */
public final class PackedScan {
    /** In what a visitor is told of: that a call has succeeded is noted. */
    public static final int NOTED = 0x80;

    private static final int NUMBERS = 512;
    private static final int MARKS = 64;
    private static final int PLACES = 128;
    private static final int WORDS_LENGTH = PackedCalls.WORDS * Long.BYTES;
    private static final int NUMBERS_LENGTH = NUMBERS / Byte.SIZE;
    private static final int MARK_WORDS = 5 * Long.BYTES;
    private static final int MARK_LENGTH = MARK_WORDS + WORDS_LENGTH + NUMBERS_LENGTH;
    private static final int PLACE_LENGTH = 2 * Long.BYTES + WORDS_LENGTH;

    // struct scan.
    private static final int BYTES = 0;
    private static final int END = 8;
    private static final int LEAVES_LAST = 16;
    private static final int START = 24;
    private static final int RECORD = 32;
    private static final int CALLS = 40;
    private static final int NUMBER = 48;
    private static final int WORDS = 64;
    private static final int NUMBERS_SO_FAR = WORDS + WORDS_LENGTH;
    private static final int DESCRIPTORS = NUMBERS_SO_FAR + NUMBERS_LENGTH;
    private static final int MARK_START = DESCRIPTORS + 8;
    private static final int MARK_CALLS = MARK_START + 8;
    private static final int MARK_COUNT = MARK_CALLS + 8;
    private static final int PLACE_COUNT = MARK_COUNT + 8;
    private static final int FIRST_MARK = PLACE_COUNT + 8;
    private static final int FIRST_PLACE = FIRST_MARK + MARKS * MARK_LENGTH;
    private static final int INTEREST = FIRST_PLACE + PLACES * PLACE_LENGTH;

    private final NativeBuffer scan = new NativeBuffer(INTEREST + NUMBERS + WORDS_LENGTH);

    private PackedScan() {}

    /**
     * Loads the code.
     *
     * @param interest for each system call by its number which of its arguments are descriptors, as
     *     bits, and {@link #NOTED}
     * @throws UnsatisfiedLinkError if it cannot be loaded
     */
    public static PackedScan open(Path library, byte[] interest) {
        Code.load(library);
        PackedScan scan = new PackedScan();
        scan.scan.putBytes(INTEREST, interest);
        return scan;
    }

    /**
     * Gathers records to a run.
     *
     * @param before the words before the first record
     * @param from where they are in {@code buffer}
     * @param length how many bytes of it are records
     * @param leavesLast whether the last one is left out, as more may be added to it
     * @param visitor told of the first record of each row of records that have the same descriptors,
     *     and of each that is noted
     * @return a run whose bytes are those of {@code buffer}
     * @throws IllegalArgumentException if the bytes are no records
     */
    public PackedRun scan(
            TaskUid task,
            Registers base,
            long[] before,
            NativeBuffer buffer,
            int from,
            int length,
            boolean leavesLast,
            Visitor visitor) {
        List<PackedRun.Mark> marks = new ArrayList<>();
        marks.add(new PackedRun.Mark(0, 0, 0, PackedCalls.registers(before, base), PackedRun.NO_NUMBERS));
        List<PackedRun.Names> names = new ArrayList<>();
        scan.putLong(BYTES, buffer.address() + from);
        scan.putLong(END, length);
        scan.putLong(LEAVES_LAST, leavesLast ? 1 : 0);
        scan.putLong(START, 0);
        scan.putLong(RECORD, 0);
        scan.putLong(CALLS, 0);
        scan.putLong(NUMBER, -1);
        scan.putLongs(WORDS, before);
        scan.putLongs(NUMBERS_SO_FAR, PackedRun.NO_NUMBERS);
        scan.putLong(DESCRIPTORS, -1);
        scan.putLong(MARK_START, 0);
        scan.putLong(MARK_CALLS, 0);
        int more;
        do {
            more = Code.jrr_scan(scan.address());
            if (more < 0) {
                throw new IllegalArgumentException("at byte " + scan.getLong(START) + " of buffered calls is none");
            }
            addMarks(base, marks);
            addNames(buffer, from, names, visitor);
        } while (more > 0);
        return new PackedRun(
                task, base, (to, at, start, count) -> buffer.getBytes(from + start, to, at, count), marks, names);
    }

    private void addMarks(Registers base, List<PackedRun.Mark> marks) {
        int count = (int) scan.getLong(MARK_COUNT);
        for (int i = 0; i < count; i++) {
            int at = FIRST_MARK + i * MARK_LENGTH;
            long[] words = scan.getLongs(at + MARK_WORDS, PackedCalls.WORDS);
            marks.add(new PackedRun.Mark(
                    (int) scan.getLong(at),
                    (int) scan.getLong(at + Long.BYTES),
                    (int) scan.getLong(at + 2 * Long.BYTES),
                    PackedCalls.registers(
                            words, (int) scan.getLong(at + 3 * Long.BYTES), scan.getLong(at + 4 * Long.BYTES), base),
                    scan.getLongs(at + MARK_WORDS + WORDS_LENGTH, NUMBERS / Long.SIZE)));
        }
    }

    private void addNames(NativeBuffer buffer, int from, List<PackedRun.Names> names, Visitor visitor) {
        int count = (int) scan.getLong(PLACE_COUNT);
        for (int i = 0; i < count; i++) {
            int at = FIRST_PLACE + i * PLACE_LENGTH;
            int start = (int) scan.getLong(at + Long.BYTES);
            long[] words = scan.getLongs(at + 2 * Long.BYTES, PackedCalls.WORDS);
            // The words are those of the record already: that it sets some of them changes nothing.
            byte[] record = new byte[buffer.getInt(from + start + PackedCalls.SIZE)];
            buffer.getBytes(from + start, record, 0, record.length);
            PackedCalls call = new PackedCalls(record, 0, record.length, words);
            call.next();
            List<Event.FdName> there = visitor.visit(call);
            if (names.isEmpty() ? !there.isEmpty() : names.get(names.size() - 1).names() != there) {
                names.add(new PackedRun.Names((int) scan.getLong(at), there));
            }
        }
    }

    /** Told of records. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * A record, which stands only during this call.
         *
         * @return what its descriptors stand for, and those of the records that follow it
         */
        List<Event.FdName> visit(PackedCalls record);
    }

    /** Direct mappings of the library. */
    private static final class Code {
        private static boolean isLoaded;

        static synchronized void load(Path library) {
            if (!isLoaded) {
                Native.register(Code.class, NativeLibrary.getInstance(library.toString()));
                isLoaded = true;
            }
        }

        static native int jrr_scan(long scan);
    }
}
