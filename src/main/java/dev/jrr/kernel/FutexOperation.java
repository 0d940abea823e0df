package dev.jrr.kernel;

import java.util.OptionalInt;

/** The operations of futex(2) in the order of their numbers (include/uapi/linux/futex.h). */
public enum FutexOperation {
    FUTEX_WAIT,
    FUTEX_WAKE,
    FUTEX_FD,
    FUTEX_REQUEUE,
    FUTEX_CMP_REQUEUE,
    FUTEX_WAKE_OP,
    FUTEX_LOCK_PI,
    FUTEX_UNLOCK_PI,
    FUTEX_TRYLOCK_PI,
    FUTEX_WAIT_BITSET,
    FUTEX_WAKE_BITSET,
    FUTEX_WAIT_REQUEUE_PI,
    FUTEX_CMP_REQUEUE_PI,
    FUTEX_LOCK_PI2,
    UNKNOWN;

    /** FUTEX_PRIVATE_FLAG and FUTEX_CLOCK_REALTIME are not part of the number. */
    private static final int MASK = 0x7f;

    private static final FutexOperation[] ALL = values();

    /** The operation that argument 1 asks for. */
    public static FutexOperation of(long argument) {
        int number = (int) argument & MASK;
        return number < UNKNOWN.ordinal() ? ALL[number] : UNKNOWN;
    }

    /** The operation with its flags, such as {@code FUTEX_WAKE_PRIVATE}; a number if it is unknown. */
    public static String text(long argument) {
        FutexOperation operation = of(argument);
        return OperationText.futex(operation == UNKNOWN ? "" : operation.name(), argument);
    }

    /** The index of the argument that the word at the address is compared with, if it is. */
    public OptionalInt expected() {
        return switch (this) {
            case FUTEX_WAIT, FUTEX_WAIT_BITSET, FUTEX_WAIT_REQUEUE_PI -> OptionalInt.of(2);
            case FUTEX_CMP_REQUEUE, FUTEX_CMP_REQUEUE_PI -> OptionalInt.of(5);
            case FUTEX_WAKE,
                    FUTEX_FD,
                    FUTEX_REQUEUE,
                    FUTEX_WAKE_OP,
                    FUTEX_LOCK_PI,
                    FUTEX_UNLOCK_PI,
                    FUTEX_TRYLOCK_PI,
                    FUTEX_WAKE_BITSET,
                    FUTEX_LOCK_PI2,
                    UNKNOWN -> OptionalInt.empty();
        };
    }

    /** Whether argument 4 is the address of a second word. */
    public boolean hasSecond() {
        return switch (this) {
            case FUTEX_REQUEUE, FUTEX_CMP_REQUEUE, FUTEX_WAKE_OP, FUTEX_WAIT_REQUEUE_PI, FUTEX_CMP_REQUEUE_PI -> true;
            case FUTEX_WAIT,
                    FUTEX_WAKE,
                    FUTEX_FD,
                    FUTEX_LOCK_PI,
                    FUTEX_UNLOCK_PI,
                    FUTEX_TRYLOCK_PI,
                    FUTEX_WAIT_BITSET,
                    FUTEX_WAKE_BITSET,
                    FUTEX_LOCK_PI2,
                    UNKNOWN -> false;
        };
    }
}
