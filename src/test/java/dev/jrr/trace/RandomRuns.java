package dev.jrr.trace;

import dev.jrr.model.BufferedCall;
import dev.jrr.model.BufferedRun;
import dev.jrr.model.Event.FdName;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.testing.BufferedCalls;
import java.util.Random;

/** Runs of buffered calls of every shape, made from a seed. */
public final class RandomRuns {
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
        for (int i = 0; i < calls; i++) {
            int handling = BufferedCall.BUFFERED + random.nextInt(3);
            records.call(random.nextInt(500), handling, registers(), NAMES[random.nextInt(NAMES.length)]);
            if (random.nextInt(8) == 0) {
                records.performed();
            }
            for (int items = random.nextInt(4); items > 0; items--) {
                if (random.nextBoolean()) {
                    records.input(random.nextInt(6), random.nextLong(), bytes(longestItem));
                } else {
                    records.output(random.nextInt(6), random.nextLong(), bytes(longestItem));
                }
            }
        }
        int serial = 1 + random.nextInt(5);
        return records.run(new TaskUid(1000 + serial, serial), registers());
    }

    private Registers registers() {
        return Registers.of(random.longs(Register.COUNT).toArray());
    }

    private byte[] bytes(int atMost) {
        byte[] bytes = new byte[random.nextInt(atMost + 1)];
        random.nextBytes(bytes);
        return bytes;
    }
}
