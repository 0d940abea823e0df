package dev.jrr.trace;

import dev.jrr.model.BufferedCall;
import dev.jrr.model.Event.FdName;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.testing.BufferedCalls;
import dev.jrr.testing.BufferedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Runs of buffered calls of every shape, made from a seed. */
public final class RandomRuns {
    /** One that may move on within a record, and one that may not, among them. */
    private static final Register[] MOVING = {
        Register.RBX, Register.RBP, Register.R12, Register.R15, Register.RDI, Register.R9
    };

    private static final FdName[][] NAMES = {
        {},
        {},
        {new FdName(0, "/dev/null")},
        {new FdName(0, "pipe:[123]"), new FdName(2, "größe €")},
        {new FdName(5, "")},
    };

    private final Random random;

    public RandomRuns(long seed) {
        this.random = new Random(seed);
    }

    /**
     * A run.
     *
     * @param calls how many calls it has
     * @param longestItem the most bytes that an item of it may have
     */
    public BufferedRun run(int calls, int longestItem) {
        BufferedCalls records = new BufferedCalls();
        for (int i = 0; i < calls; ) {
            int alike = random.nextInt(4) > 0 ? 1 : Math.min(calls - i, 1 + random.nextInt(600));
            callsAlike(records, alike, longestItem);
            i += alike;
        }
        int serial = 1 + random.nextInt(5);
        return records.run(new TaskUid(1000 + serial, serial), registers());
    }

    /** Calls of which each is as the one before it, but for registers that move on. */
    private void callsAlike(BufferedCalls records, int count, int longestItem) {
        int number = random.nextInt(500);
        int handling = BufferedCall.BUFFERED + random.nextInt(3);
        FdName[] names = NAMES[random.nextInt(NAMES.length)];
        boolean isPerformed = random.nextInt(8) == 0;
        List<Item> items = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            items.add(new Item(random.nextBoolean(), random.nextInt(6), random.nextLong(), bytes(longestItem)));
        }
        Register first = MOVING[random.nextInt(MOVING.length)];
        Register second = MOVING[random.nextInt(MOVING.length)];
        long stride = random.nextInt(3) - 1;
        boolean isSeries = random.nextInt(3) == 0;
        Registers registers = registers();
        for (int i = 0; i < count; i++) {
            records.call(number, handling, registers, names);
            if (isPerformed) {
                records.performed();
            }
            for (Item item : items) {
                if (isSeries && random.nextInt(8) > 0) {
                    random.nextBytes(item.bytes());
                }
                if (item.isInput()) {
                    records.input(item.argument(), item.address(), item.bytes());
                } else {
                    records.output(item.argument(), item.address(), item.bytes());
                }
            }
            registers = registers
                    .with(first, registers.get(first) + 1)
                    .with(second, registers.get(second) + stride * (random.nextInt(50) == 0 ? 7 : 1));
        }
    }

    private record Item(boolean isInput, int argument, long address, byte[] bytes) {}

    private Registers registers() {
        return Registers.of(random.longs(Register.COUNT).toArray());
    }

    private byte[] bytes(int atMost) {
        byte[] bytes = new byte[random.nextInt(atMost + 1)];
        random.nextBytes(bytes);
        return bytes;
    }
}
