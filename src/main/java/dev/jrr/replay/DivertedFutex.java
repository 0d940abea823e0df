package dev.jrr.replay;

import dev.jrr.model.Registers;
import dev.jrr.tracee.AddressSpace;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** futex(2) in a diversion, where all waiters are known. */
final class DivertedFutex {
    private static final int WAIT = 0;
    private static final int WAKE = 1;
    private static final int REQUEUE = 3;
    private static final int CMP_REQUEUE = 4;
    private static final int WAKE_OP = 5;
    private static final int WAIT_BITSET = 9;
    private static final int WAKE_BITSET = 10;
    private static final int COMMAND = 0x7f;
    private static final long EAGAIN = -11;
    private static final long EFAULT = -14;
    private static final long ENOSYS = -38;
    private static final long NANOS = 1_000_000_000L;
    private static final int ALL = -1;

    private final DivertedCalls calls;
    private final DivertedWaits waits;

    DivertedFutex(DivertedCalls calls, DivertedWaits waits) {
        this.calls = calls;
        this.waits = waits;
    }

    DivertedCalls.Outcome call(ReplayTask task, Registers entry) {
        long address = entry.argument(0);
        AddressSpace memory = task.space().memory();
        if (memory.read(address, Integer.BYTES).length < Integer.BYTES) {
            return calls.result(task, entry, EFAULT);
        }
        int value = (int) entry.argument(2);
        switch ((int) entry.argument(1) & COMMAND) {
            case WAIT -> {
                return waits(task, entry, value, ALL, false);
            }
            case WAIT_BITSET -> {
                return waits(task, entry, value, (int) entry.argument(5), true);
            }
            case WAKE -> {
                return calls.result(task, entry, wake(task.space(), address, value, ALL));
            }
            case WAKE_BITSET -> {
                return calls.result(task, entry, wake(task.space(), address, value, (int) entry.argument(5)));
            }
            case CMP_REQUEUE, REQUEUE -> {
                boolean compares = ((int) entry.argument(1) & COMMAND) == CMP_REQUEUE;
                if (compares && word(memory, address) != (int) entry.argument(5)) {
                    return calls.result(task, entry, EAGAIN);
                }
                long woken = wake(task.space(), address, value, ALL);
                long moved = waits.requeue(
                        task.space(), address, entry.argument(4), Integer.toUnsignedLong((int) entry.argument(3)));
                return calls.result(task, entry, woken + moved);
            }
            case WAKE_OP -> {
                return calls.result(task, entry, wakeOp(task, entry));
            }
            default -> {
                return calls.result(task, entry, ENOSYS);
            }
        }
    }

    private DivertedCalls.Outcome waits(ReplayTask task, Registers entry, int value, int bitset, boolean absolute) {
        AddressSpace memory = task.space().memory();
        if (word(memory, entry.argument(0)) != value) {
            return calls.result(task, entry, EAGAIN);
        }
        long until = DivertedWaits.FOR_EVER;
        if (entry.argument(3) != 0) {
            long time = memory.readLong(entry.argument(3)) * NANOS + memory.readLong(entry.argument(3) + Long.BYTES);
            // An absolute time is of a clock that the diversion does not have: it comes soon.
            until = calls.nanos() + (absolute ? NANOS : time);
        }
        task.registers(entry);
        task.blocked(true);
        waits.add(DivertedWaits.futex(task, entry.argument(0), value, bitset, until));
        return DivertedCalls.Outcome.WAITS;
    }

    long wake(ReplaySpace space, long address, long most, int bitset) {
        List<DivertedWaits.Ended> ended = waits.wake(space, address, most, bitset);
        ended.forEach(calls::end);
        return ended.size();
    }

    private long wakeOp(ReplayTask task, Registers entry) {
        AddressSpace memory = task.space().memory();
        long second = entry.argument(4);
        int operation = (int) entry.argument(5);
        int old = word(memory, second);
        int argument = operation << 8 >> 20;
        int compared = operation << 20 >> 20;
        if (operation < 0) {
            argument = 1 << argument;
        }
        int changed = switch (operation >> 28 & 7) {
            case 0 -> argument;
            case 1 -> old + argument;
            case 2 -> old | argument;
            case 3 -> old & ~argument;
            default -> old ^ argument;
        };
        memory.write(
                second,
                ByteBuffer.allocate(Integer.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(changed)
                        .array());
        boolean holds = switch (operation >> 24 & 0xf) {
            case 0 -> old == compared;
            case 1 -> old != compared;
            case 2 -> old < compared;
            case 3 -> old <= compared;
            case 4 -> old > compared;
            default -> old >= compared;
        };
        long woken = wake(task.space(), entry.argument(0), (int) entry.argument(2), ALL);
        return woken + (holds ? wake(task.space(), second, (int) entry.argument(3), ALL) : 0);
    }

    private static int word(AddressSpace memory, long address) {
        return ByteBuffer.wrap(memory.read(address, Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
    }
}
