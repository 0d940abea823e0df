package dev.jrr.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Walks over calls as the tracee wrote them down: {@code struct jrr_packed} of
 * native/preload/jrr_buffer.h, in Java. A record says what differs from the one before it, so they
 * are read in their order. Nothing of a record is believed before it was checked: it comes from the
 * memory of a program, or from a file.
 *
 * <pre>
 * at  bytes
 *   0   4   size: of all of it; a multiple of 8
 *   4   2   number of the system call
 *   6   2   changed: bit n is set if word n differs from the record before
 *   8   4   result, unless it is wide
 *  12   1   handling: as in {@link BufferedCall}
 *  13   1   flags: {@link BufferedCall#PERFORM}, {@link #WIDE}, {@link #SERIES}
 *  14   2   repeated: how many calls like this one have followed; if any, changed has no words but those
 *           of {@link #MAY_STRIDE}, and each call has moved them on by as much as the first
 *  16       the words that differ, 8 bytes each, the lowest first; items; the result if it is wide; if it is
 *           a series, for each call that has followed the bytes of its items, padded, without their heads
 * </pre>
 *
 * An item is bytes that the call was given or that it has written:
 *
 * <pre>
 *   0   4   length of the bytes, without the padding
 *   4   1   kind: as in {@link BufferedCall}, and {@link #AT_ARGUMENT}
 *   5   1   argument
 *   6   2   nothing
 *   8   8   address, unless it is the argument
 *           the bytes, padded to a multiple of 8
 * </pre>
 */
public final class PackedCalls {
    /** The length of a record without words and items, in bytes. */
    public static final int LENGTH = 16;

    public static final int SIZE = 0;
    public static final int NUMBER = 4;
    public static final int CHANGED = 6;
    public static final int RESULT = 8;
    public static final int HANDLING = 12;
    public static final int FLAGS = 13;
    public static final int REPEATED = 14;

    /** A flag: the result is the record's last eight bytes. */
    public static final int WIDE = 2;

    /** A flag: the calls that have followed have other bytes in their items. Never with {@link #WIDE}. */
    public static final int SERIES = 4;

    /** In the kind of an item: its address is the argument itself. */
    public static final int AT_ARGUMENT = 0x80;

    private static final int KIND = 0x7f;

    /** The length of an item without its address and its bytes. */
    public static final int ITEM_LENGTH = 8;

    /** The most calls that one record stands for. */
    public static final int MOST_CALLS = 256;

    /** What a record has words of: nothing in the first, then these, the flags, and the instruction. */
    private static final List<Register> WORD_ORDER = BufferedCall.REGISTER_ORDER;

    private static final int EFLAGS = WORD_ORDER.size() + 1;
    private static final int CALL = EFLAGS + 1;

    /** How many words there are. */
    public static final int WORDS = CALL + 1;

    /** The words in which loops count, as bits: rbx, rbp, r12 to r15. No arguments, so that these are all alike. */
    public static final int MAY_STRIDE = strideable();

    private static final int SYSCALL_LENGTH = 2;
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private final long[] words;
    /** By how much the record's first call has moved words on, of those that it has changed. */
    private final long[] strides = new long[WORDS];

    private int next;

    private int start;
    private int items;
    private int itemsEnd;
    /** How many bytes of items each call has that has followed in a series. */
    private int seriesBytes;

    private int number;
    private int changed;
    private int flags;
    private int calls;
    private long result;

    /**
     * Stands before the first record.
     *
     * @param from where in {@code bytes} it starts
     * @param end where the last one ends
     * @param words those of the call before the first; while this walks, of the first call of the record
     *     that it stands at
     */
    public PackedCalls(byte[] bytes, int from, int end, long[] words) {
        this.bytes = bytes;
        this.end = end;
        this.words = words;
        this.next = from;
    }

    private static int strideable() {
        int bits = 0;
        for (Register register :
                List.of(Register.RBX, Register.RBP, Register.R12, Register.R13, Register.R14, Register.R15)) {
            bits |= 1 << WORD_ORDER.indexOf(register) + 1;
        }
        return bits;
    }

    /** The words of a call after which the registers are these. */
    public static long[] words(Registers registers) {
        long[] words = new long[WORDS];
        for (int i = 0; i < WORD_ORDER.size(); i++) {
            words[i + 1] = registers.get(WORD_ORDER.get(i));
        }
        words[EFLAGS] = registers.get(Register.EFLAGS);
        words[CALL] = registers.ip() - SYSCALL_LENGTH;
        return words;
    }

    /** Registers of which {@link #words} gives these; the others are those of {@code base}. */
    public static Registers registers(long[] words, Registers base) {
        return Registers.of(values(words, base));
    }

    /** The same after a call of that number which has that result. */
    public static Registers registers(long[] words, int number, long result, Registers base) {
        long[] values = values(words, base);
        values[Register.RAX.ordinal()] = result;
        values[Register.ORIG_RAX.ordinal()] = number;
        values[Register.RCX.ordinal()] = values[Register.RIP.ordinal()];
        values[Register.R11.ordinal()] = values[Register.EFLAGS.ordinal()];
        return Registers.of(values);
    }

    private static long[] values(long[] words, Registers base) {
        long[] values = base.toArray();
        for (int i = 0; i < WORD_ORDER.size(); i++) {
            values[WORD_ORDER.get(i).ordinal()] = words[i + 1];
        }
        values[Register.EFLAGS.ordinal()] = words[EFLAGS];
        values[Register.RIP.ordinal()] = words[CALL] + SYSCALL_LENGTH;
        return values;
    }

    /**
     * Goes on to the next record.
     *
     * @return whether there is one
     * @throws IllegalArgumentException if the bytes are none
     */
    public boolean next() {
        goOn();
        if (next == end) {
            return false;
        }
        start = next;
        int rest = end - start;
        require(rest >= LENGTH, "the bytes end within a record");
        long head = (long) LONG.get(bytes, start);
        long tail = (long) LONG.get(bytes, start + RESULT);
        int size = (int) head;
        require(size >= LENGTH && size <= rest && size % Long.BYTES == 0, "a record of impossible size");
        next = start + size;
        number = (int) (head >>> 32) & 0xffff;
        changed = (int) (head >>> 48);
        flags = (int) (tail >>> 40) & 0xff;
        calls = 1 + (int) (tail >>> 48);
        int handling = (int) (tail >>> 32) & 0xff;
        require(
                handling >= BufferedCall.BUFFERED && handling <= BufferedCall.REFUSED,
                "a call handled in an unknown way");
        require(calls <= MOST_CALLS, "too many repetitions");
        require(calls == 1 || (changed & ~MAY_STRIDE) == 0, "repetitions that are not alike");
        items = start + LENGTH + Long.BYTES * Integer.bitCount(changed);
        itemsEnd = (flags & WIDE) != 0 ? next - Long.BYTES : next;
        require(items <= itemsEnd && (changed & 1) == 0, "a record that is too short for its words");
        int at = start + LENGTH;
        for (int left = changed; left != 0; left &= left - 1) {
            int word = Integer.numberOfTrailingZeros(left);
            long value = (long) LONG.get(bytes, at);
            strides[word] = value - words[word];
            words[word] = value;
            at += Long.BYTES;
        }
        result = (flags & WIDE) != 0 ? (long) LONG.get(bytes, itemsEnd) : (int) tail;
        require((flags & (SERIES | WIDE)) != (SERIES | WIDE), "a series of wide results");
        long more = (flags & SERIES) != 0 ? calls - 1 : 0;
        seriesBytes = 0;
        int item = items;
        while (item + more * seriesBytes < itemsEnd) {
            int from = item;
            item = requireItem(item);
            seriesBytes += item - from - ITEM_LENGTH - addressLength(from);
        }
        require(item + more * seriesBytes == itemsEnd, "a series that does not end with its record");
        itemsEnd = item;
        return true;
    }

    /**
     * Completes a record at the start of {@code at} that is the last of a buffer and a series, which says so
     * itself only when another follows.
     *
     * @param size of all of it, in bytes
     * @param more how many calls have followed its first
     */
    public static void putSeries(ByteBuffer at, int size, int more) {
        at.putInt(SIZE, size);
        at.put(FLAGS, (byte) (at.get(FLAGS) | SERIES));
        at.putShort(REPEATED, (short) more);
    }

    /** From the first call of the record to its last. */
    private void goOn() {
        for (int left = calls > 1 ? changed : 0; left != 0; left &= left - 1) {
            int word = Integer.numberOfTrailingZeros(left);
            words[word] += strides[word] * (calls - 1);
        }
        calls = 1;
    }

    /** Checks an item and returns where it ends. */
    private int requireItem(int item) {
        int room = itemsEnd - item - ITEM_LENGTH;
        require(room >= 0, "a record ends within an item");
        int kind = bytes[item + 4] & KIND;
        int argument = bytes[item + 5];
        require(kind == BufferedCall.INPUT || kind == BufferedCall.OUTPUT, "an item of unknown kind");
        require(argument >= 0 && argument <= 5, "an item of an argument that no call has");
        int length = (int) INT.get(bytes, item);
        room -= addressLength(item);
        require(length >= 0 && length <= room, "an item of impossible length");
        return item + ITEM_LENGTH + addressLength(item) + padded(length);
    }

    private int addressLength(int item) {
        return (bytes[item + 4] & AT_ARGUMENT) != 0 ? 0 : Long.BYTES;
    }

    private static int padded(int length) {
        return length + Long.BYTES - 1 & -Long.BYTES;
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException("at byte " + start + " of buffered calls: " + otherwise);
        }
    }

    /** The number of the system call of a sound record. */
    static int number(byte[] bytes, int start) {
        return (short) SHORT.get(bytes, start + NUMBER) & 0xffff;
    }

    /** Whether the call of a sound record has failed. */
    static boolean isFailed(byte[] bytes, int start, int end) {
        boolean isWide = (bytes[start + FLAGS] & WIDE) != 0;
        return Event.Syscall.isError(
                isWide ? (long) LONG.get(bytes, end - Long.BYTES) : (int) INT.get(bytes, start + RESULT));
    }

    /** Where the record starts. */
    public int start() {
        return start;
    }

    /** Where the record ends. */
    public int end() {
        return next;
    }

    /** Whether replay makes the calls again. */
    public boolean isPerformed() {
        return (flags & BufferedCall.PERFORM) != 0;
    }

    /** The number of the system call. */
    public int number() {
        return number;
    }

    /** Whether the kernel has made it. */
    public boolean isMade() {
        return bytes[start + HANDLING] == BufferedCall.BUFFERED;
    }

    public long result() {
        return result;
    }

    /** How many calls the record stands for, at least 1; the first of them is what this tells of. */
    public int calls() {
        return calls;
    }

    /** Argument {@code index} (0 to 5). */
    public long argument(int index) {
        return words[index + 1];
    }

    /** The registers when the last call has returned; those that no record holds are those of {@code base}. */
    public Registers lastRegisters(Registers base) {
        long[] last = words.clone();
        for (int left = changed; left != 0; left &= left - 1) {
            int word = Integer.numberOfTrailingZeros(left);
            last[word] += strides[word] * (calls - 1);
        }
        return registers(last, number, result, base);
    }

    /** The bytes of its first item of a kind; none if it has no such item. */
    public byte[] firstBytes(int kind) {
        for (int item = items; item < itemsEnd; ) {
            int from = item + ITEM_LENGTH + addressLength(item);
            int length = (int) INT.get(bytes, item);
            if ((bytes[item + 4] & KIND) == kind) {
                return Arrays.copyOfRange(bytes, from, from + length);
            }
            item = from + padded(length);
        }
        return new byte[0];
    }

    /** How long one of the calls is as {@link BufferedCall} has it, in bytes. */
    public int expandedLength() {
        int length = BufferedCall.LENGTH;
        for (int item = items; item < itemsEnd; ) {
            int padded = padded((int) INT.get(bytes, item));
            length += BufferedCall.ITEM_LENGTH + padded;
            item += ITEM_LENGTH + addressLength(item) + padded;
        }
        return length;
    }

    /**
     * Writes all of the calls as {@link BufferedCall} has them, one behind the other.
     *
     * @param out has room for {@link #calls} times {@link #expandedLength} bytes from {@code to} on,
     *     which are zeros
     */
    public void expand(byte[] out, int to) {
        expandFirst(out, to);
        int length = expandedLength();
        int last = to;
        int bytesAt = itemsEnd;
        for (int more = calls - 1; more > 0; more--) {
            System.arraycopy(out, last, out, last + length, length);
            last += length;
            if ((flags & SERIES) != 0) {
                putItemBytes(out, last + BufferedCall.LENGTH, bytesAt);
                bytesAt += seriesBytes;
            }
            for (int left = changed; left != 0; left &= left - 1) {
                int word = Integer.numberOfTrailingZeros(left);
                int at = last + BufferedCall.REGISTERS + Long.BYTES * (word - 1);
                LONG.set(out, at, (long) LONG.get(out, at) + strides[word]);
            }
        }
    }

    /** Puts the bytes of a call of a series into its items. */
    private void putItemBytes(byte[] out, int firstItem, int from) {
        int at = from;
        int to = firstItem + BufferedCall.ITEM_LENGTH;
        for (int item = items; item < itemsEnd; ) {
            int padded = padded((int) INT.get(bytes, item));
            System.arraycopy(bytes, at, out, to, padded);
            at += padded;
            to += padded + BufferedCall.ITEM_LENGTH;
            item += ITEM_LENGTH + addressLength(item) + padded;
        }
    }

    /**
     * Writes one of the calls alone.
     *
     * @param call which one, less than {@link #calls}
     */
    public BufferedCall expandOne(int call) {
        byte[] out = new byte[expandedLength()];
        expandFirst(out, 0);
        for (int left = call > 0 ? changed : 0; left != 0; left &= left - 1) {
            int word = Integer.numberOfTrailingZeros(left);
            int at = BufferedCall.REGISTERS + Long.BYTES * (word - 1);
            LONG.set(out, at, (long) LONG.get(out, at) + strides[word] * call);
        }
        if (call > 0 && (flags & SERIES) != 0) {
            putItemBytes(out, BufferedCall.LENGTH, itemsEnd + (call - 1) * seriesBytes);
        }
        return new BufferedCall(out, 0);
    }

    private void expandFirst(byte[] out, int to) {
        int at = to + BufferedCall.REGISTERS;
        for (int i = 1; i <= WORD_ORDER.size(); i++) {
            LONG.set(out, at, words[i]);
            at += Long.BYTES;
        }
        for (int item = items; item < itemsEnd; ) {
            int length = (int) INT.get(bytes, item);
            int from = item + ITEM_LENGTH + addressLength(item);
            byte argument = bytes[item + 5];
            long address = from == item + ITEM_LENGTH ? argument(argument) : (long) LONG.get(bytes, item + ITEM_LENGTH);
            INT.set(out, at, length);
            out[at + BufferedCall.ITEM_KIND] = (byte) (bytes[item + 4] & KIND);
            out[at + BufferedCall.ITEM_ARGUMENT] = argument;
            LONG.set(out, at + BufferedCall.ITEM_ADDRESS, address);
            int padded = padded(length);
            System.arraycopy(bytes, from, out, at + BufferedCall.ITEM_LENGTH, padded);
            at += BufferedCall.ITEM_LENGTH + padded;
            item = from + padded;
        }
        INT.set(out, to + BufferedCall.SIZE, at - to);
        SHORT.set(out, to + BufferedCall.NUMBER, (short) number);
        out[to + BufferedCall.HANDLING] = bytes[start + HANDLING];
        out[to + BufferedCall.FLAGS] = (byte) (flags & BufferedCall.PERFORM);
        LONG.set(out, to + BufferedCall.RESULT, result);
        LONG.set(out, to + BufferedCall.IP, words[CALL] + SYSCALL_LENGTH);
        LONG.set(out, to + BufferedCall.EFLAGS, words[EFLAGS]);
    }
}
