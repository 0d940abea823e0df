package dev.jrr.explore.view;

import dev.jrr.kernel.Errno;
import dev.jrr.kernel.FutexOperation;
import dev.jrr.kernel.SyscallTable;
import dev.jrr.model.Capture;
import dev.jrr.model.Event;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.model.TraceFrame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One futex call of a task.
 *
 * @param frame the number of the frame in which it was made
 * @param operation with its flags; of calls other than futex(2) their names
 * @param address of the word, or of what names several
 * @param second the address of the other word, of operations that have one
 * @param expected what the word is compared with, of operations that compare
 * @param found what the word held when the call was made, if the trace tells
 * @param result a number, the name of an error, or "?" while it waits
 * @param handled buffered, user space, or traced and why
 * @param isWaiting whether it has not returned at the place looked from
 */
public record FutexCall(
        long frame,
        String operation,
        long address,
        OptionalLong second,
        OptionalInt expected,
        OptionalInt found,
        String result,
        String handled,
        boolean isWaiting) {
    private static final String FUTEX = "futex";
    private static final int SYSCALL_BYTES = 2;
    private static final int LAST_ERROR = 4095;
    private static final int PLAIN_NUMBERS = 1 << 20;

    /** A call in one frame. */
    static FutexCall of(TraceFrame frame, Event.Syscall call) {
        return make(frame, call, result(call), handled(frame, call), false);
    }

    /**
     * A call that was entered and, at the place looked from, has been left.
     *
     * @param wake the frame of the call that ended the wait, if one did
     */
    static FutexCall returned(
            TraceFrame entered, Event.Syscall call, TraceFrame left, Event.Syscall end, OptionalLong wake) {
        String handled = "traced: blocked " + duration(left.timeNanos() - entered.timeNanos())
                + (wake.isPresent() ? ", woken by frame " + wake.getAsLong() : "");
        return make(entered, call, result(end), handled, false);
    }

    /**
     * A call that has not been left at the place looked from.
     *
     * @param nowNanos the time there
     * @param isEndless whether it never returns
     */
    static FutexCall waiting(TraceFrame entered, Event.Syscall call, long nowNanos, boolean isEndless) {
        String handled = "traced: waits " + duration(nowNanos - entered.timeNanos()) + (isEndless ? ", for ever" : "");
        return make(entered, call, "?", handled, true);
    }

    private static FutexCall make(
            TraceFrame frame, Event.Syscall call, String result, String handled, boolean isWaiting) {
        Registers entry = frame.entryRegisters();
        String name = SyscallTable.name(call.number());
        boolean isFutex = name.equals(FUTEX);
        FutexOperation operation = isFutex ? FutexOperation.of(entry.argument(1)) : FutexOperation.UNKNOWN;
        OptionalInt expected = operation.expected().isPresent()
                ? OptionalInt.of((int) entry.argument(operation.expected().getAsInt()))
                : OptionalInt.empty();
        return new FutexCall(
                frame.number(),
                isFutex ? FutexOperation.text(entry.argument(1)) : name,
                entry.argument(0),
                operation.hasSecond() ? OptionalLong.of(entry.argument(4)) : OptionalLong.empty(),
                expected,
                found(call, entry.argument(0)),
                result,
                handled,
                isWaiting);
    }

    private static OptionalInt found(Event.Syscall call, long address) {
        for (Capture input : call.inputs()) {
            if (input.argument() == 0 && input.address() == address && input.bytes().length == Integer.BYTES) {
                return OptionalInt.of(word(input.bytes()));
            }
        }
        return OptionalInt.empty();
    }

    private static int word(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    private static String result(Event.Syscall call) {
        long result = call.result();
        return result < 0 && result >= -LAST_ERROR ? Errno.name((int) -result) : Long.toString(result);
    }

    private static String handled(TraceFrame frame, Event.Syscall call) {
        return switch (call.handling()) {
            case BUFFERED -> "buffered";
            case USER_SPACE -> "user space";
            case REFUSED -> "refused";
            case GENERIC -> "traced: unknown operation";
            case TRACED -> {
                String why = why(frame, call);
                yield why.isEmpty() ? "traced" : "traced: " + why;
            }
        };
    }

    /** Why a call in one frame was not handled in the tracee, as far as the frame tells. */
    private static String why(TraceFrame frame, Event.Syscall call) {
        if (isPatched(frame)) {
            return "first call there";
        }
        Registers entry = frame.entryRegisters();
        if (!SyscallTable.name(call.number()).equals(FUTEX)) {
            return "";
        }
        OptionalInt found = found(call, entry.argument(0));
        return switch (FutexOperation.of(entry.argument(1))) {
            case FUTEX_WAIT, FUTEX_WAIT_BITSET ->
                found.isPresent() && found.getAsInt() == (int) entry.argument(2) ? "may wait" : "";
            case FUTEX_LOCK_PI, FUTEX_LOCK_PI2 -> found.isPresent() && found.getAsInt() != 0 ? "lock is taken" : "";
            case FUTEX_FD, FUTEX_WAIT_REQUEUE_PI, FUTEX_CMP_REQUEUE_PI -> "never buffered";
            case UNKNOWN -> "unknown operation";
            case FUTEX_WAKE,
                    FUTEX_REQUEUE,
                    FUTEX_CMP_REQUEUE,
                    FUTEX_WAKE_OP,
                    FUTEX_UNLOCK_PI,
                    FUTEX_TRYLOCK_PI,
                    FUTEX_WAKE_BITSET -> "";
        };
    }

    /** Whether the frame replaced its own system call, so that those after it are not traced. */
    private static boolean isPatched(TraceFrame frame) {
        // The call leaves its end in rcx (Intel's manual, SYSCALL).
        long site = frame.registers().get(Register.RCX) - SYSCALL_BYTES;
        List<MemoryWrite> writes = frame.writes();
        return writes.stream().anyMatch(write -> site >= write.address() && site < write.address() + write.length());
    }

    /** This call with the word that was found, where the trace does not tell. */
    public FutexCall withFound(byte[] bytes) {
        return new FutexCall(
                frame,
                operation,
                address,
                second,
                expected,
                bytes.length == Integer.BYTES ? OptionalInt.of(word(bytes)) : found,
                result,
                handled,
                isWaiting);
    }

    /** The words in a few words: {@code 2 wanted, 1 found}; empty if nothing is known. */
    public String words() {
        String wanted = expected.isPresent() ? number(expected.getAsInt()) + " wanted" : "";
        String there = found.isPresent() ? number(found.getAsInt()) + " found" : "";
        return wanted + (wanted.isEmpty() || there.isEmpty() ? "" : ", ") + there;
    }

    /** Small numbers as people count; others, such as a lock's owner with its bits, in hexadecimal. */
    private static String number(int word) {
        return word >= 0 && word < PLAIN_NUMBERS ? Integer.toString(word) : "0x" + Integer.toHexString(word);
    }

    /** A time in milliseconds with three digits. */
    private static String duration(long nanos) {
        long micros = Math.max(0, nanos) / 1000;
        String fraction = Long.toString(micros % 1000);
        return micros / 1000 + "." + "000".substring(fraction.length()) + fraction + " ms";
    }
}
