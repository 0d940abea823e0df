package dev.jrr.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A system call that the tracee has written down itself, unpacked from {@link PackedCalls}. Little
 * endian.
 *
 * <pre>
 * at  bytes
 *   0   4   size: of all of it, items included; a multiple of 8
 *   4   2   number of the system call
 *   6   1   handling: {@link #BUFFERED}, {@link #USER_SPACE}, {@link #REFUSED}
 *   7   1   flags: {@link #PERFORM}
 *   8   8   result
 *  16   8   each: ip, eflags, rdi, rsi, rdx, r10, r8, r9, rbx, rbp, rsp, r12, r13, r14, r15
 * 136       items
 * </pre>
 *
 * An item is bytes that the call was given or that it has written, padded to a multiple of 8:
 *
 * <pre>
 * at  bytes
 *   0   4   length of the bytes, without the padding
 *   4   1   kind: {@link #INPUT}, {@link #OUTPUT}
 *   5   1   argument that led to them, 0 to 5
 *   6   2   nothing
 *   8   8   address
 *  16       the bytes
 * </pre>
 *
 * @param records bytes that hold the record
 * @param at where in them it starts
 */
public record BufferedCall(byte[] records, int at) {
    /** The length of a record without items, in bytes: no record is shorter. */
    public static final int LENGTH = 136;

    public static final int SIZE = 0;
    public static final int NUMBER = 4;
    public static final int HANDLING = 6;
    public static final int FLAGS = 7;
    public static final int RESULT = 8;
    public static final int IP = 16;
    public static final int EFLAGS = 24;

    /** The registers from here on, eight bytes each, in the order of {@link #REGISTER_ORDER}. */
    public static final int REGISTERS = 32;

    /** Which registers a record has, beside the instruction pointer and the flags. */
    public static final List<Register> REGISTER_ORDER = List.of(
            Register.RDI,
            Register.RSI,
            Register.RDX,
            Register.R10,
            Register.R8,
            Register.R9,
            Register.RBX,
            Register.RBP,
            Register.RSP,
            Register.R12,
            Register.R13,
            Register.R14,
            Register.R15);

    /** The kernel has made the call. */
    public static final int BUFFERED = 1;

    /** The hook has answered the call as the kernel would. */
    public static final int USER_SPACE = 2;

    /** The hook has answered that there is no such call. */
    public static final int REFUSED = 3;

    /** A flag: replay makes the call again, because it changes the process itself. */
    public static final int PERFORM = 1;

    /** The length of an item without its bytes. */
    public static final int ITEM_LENGTH = 16;

    public static final int ITEM_KIND = 4;
    public static final int ITEM_ARGUMENT = 5;
    public static final int ITEM_ADDRESS = 8;

    /** What kind of item holds bytes that the call was given. */
    public static final int INPUT = 1;

    /** What kind of item holds bytes that the call has written. */
    public static final int OUTPUT = 2;

    private static final int ALIGNMENT = 8;
    private static final int[] ORDINALS =
            REGISTER_ORDER.stream().mapToInt(Register::ordinal).toArray();
    private static final byte[] NO_BYTES = {};

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** How many bytes the record takes. */
    public int size() {
        return (int) INT.get(records, at + SIZE);
    }

    /** The x86-64 number of the system call. */
    public int number() {
        return (short) SHORT.get(records, at + NUMBER) & 0xffff;
    }

    public Event.Handling handling() {
        return switch (records[at + HANDLING]) {
            case USER_SPACE -> Event.Handling.USER_SPACE;
            case REFUSED -> Event.Handling.REFUSED;
            default -> Event.Handling.BUFFERED;
        };
    }

    public long result() {
        return (long) LONG.get(records, at + RESULT);
    }

    /** Argument {@code index} (0 to 5). */
    public long argument(int index) {
        return (long) LONG.get(records, at + REGISTERS + index * Long.BYTES);
    }

    /**
     * The registers when the call has returned.
     *
     * @param base where those that no record holds are taken from: the segments
     */
    public Registers registers(Registers base) {
        long[] values = base.toArray();
        for (int i = 0; i < ORDINALS.length; i++) {
            values[ORDINALS[i]] = (long) LONG.get(records, at + REGISTERS + i * Long.BYTES);
        }
        long ip = (long) LONG.get(records, at + IP);
        long eflags = (long) LONG.get(records, at + EFLAGS);
        values[Register.RAX.ordinal()] = result();
        values[Register.ORIG_RAX.ordinal()] = number();
        values[Register.RIP.ordinal()] = ip;
        values[Register.RCX.ordinal()] = ip;
        values[Register.EFLAGS.ordinal()] = eflags;
        values[Register.R11.ordinal()] = eflags;
        return Registers.of(values);
    }

    /** What its arguments pointed to. */
    public List<Capture> inputs() {
        List<Capture> inputs = null;
        int end = at + size();
        for (int item = at + LENGTH; item < end; item = itemEnd(item)) {
            if (records[item + ITEM_KIND] == INPUT) {
                inputs = inputs == null ? new ArrayList<>(2) : inputs;
                inputs.add(new Capture(records[item + ITEM_ARGUMENT], itemAddress(item), itemBytes(item)));
            }
        }
        return inputs == null ? List.of() : inputs;
    }

    /** What it has written. */
    public List<MemoryWrite> writes() {
        List<MemoryWrite> writes = null;
        int end = at + size();
        for (int item = at + LENGTH; item < end; item = itemEnd(item)) {
            if (records[item + ITEM_KIND] == OUTPUT) {
                writes = writes == null ? new ArrayList<>(2) : writes;
                writes.add(MemoryWrite.of(itemAddress(item), itemBytes(item)));
            }
        }
        return writes == null ? List.of() : writes;
    }

    /**
     * The call as other frames tell calls.
     *
     * @param fdNames what its descriptors stood for
     */
    public Event.Syscall event(List<Event.FdName> fdNames) {
        return new Event.Syscall(
                Event.Phase.WHOLE,
                handling(),
                number(),
                Optional.empty(),
                result(),
                inputs(),
                fdNames,
                Optional.empty(),
                Optional.empty(),
                NO_BYTES);
    }

    private int itemEnd(int item) {
        return item + ITEM_LENGTH + padded((int) INT.get(records, item));
    }

    private long itemAddress(int item) {
        return (long) LONG.get(records, item + ITEM_ADDRESS);
    }

    private byte[] itemBytes(int item) {
        int from = item + ITEM_LENGTH;
        return Arrays.copyOfRange(records, from, from + (int) INT.get(records, item));
    }

    private static int padded(int length) {
        return length + ALIGNMENT - 1 & -ALIGNMENT;
    }
}
