package dev.jrr.trace;

import dev.jrr.model.Capture;
import dev.jrr.model.CloneRecord;
import dev.jrr.model.Event;
import dev.jrr.model.Event.Disposition;
import dev.jrr.model.Event.FdName;
import dev.jrr.model.Event.Handling;
import dev.jrr.model.Event.Phase;
import dev.jrr.model.ExecRecord;
import dev.jrr.model.Mapping;
import dev.jrr.model.MemoryChecksum;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.PageLines;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Frames of every shape, made from a seed. */
public final class RandomFrames {
    /** How many kinds of events there are to choose from. */
    public static final int KINDS = 7;

    private static final Handling[] STOPPED_FOR = {Handling.TRACED, Handling.GENERIC, Handling.REFUSED};

    private final Random random;
    private final int longestWrite;
    private long[] registers = new long[Register.COUNT];

    public RandomFrames(long seed, int longestWrite) {
        this.random = new Random(seed);
        this.longestWrite = longestWrite;
    }

    /** A frame of any kind. */
    public TraceFrame frame(long number) {
        return frame(number, random.nextInt(KINDS));
    }

    public TraceFrame frame(long number, int kind) {
        registers = nearby().toArray();
        return new TraceFrame(
                number,
                task(),
                number * 1000 + random.nextInt(1000),
                event(kind),
                Registers.of(registers),
                list(3, this::write),
                random.nextInt(4) == 0 ? Optional.of(checksum()) : Optional.empty());
    }

    private Event event(int kind) {
        return switch (kind) {
            case 0 ->
                new Event.Syscall(
                        pick(Phase.values()),
                        pick(STOPPED_FOR),
                        random.nextInt(500) - 1,
                        optional(this::nearby),
                        random.nextBoolean() ? registers[Register.RAX.ordinal()] : random.nextLong(),
                        list(3, this::capture),
                        list(2, () -> new FdName(random.nextInt(6), text())),
                        optional(this::mapping),
                        optional(this::created),
                        bytes(3));
            case 1 ->
                new Event.Exec(
                        random.nextBoolean() ? 59 : 322,
                        nearby(),
                        list(3, this::capture),
                        new ExecRecord(
                                "/bin/" + text(),
                                list(4, this::text),
                                list(10, this::mapping),
                                random.nextLong(),
                                bytes(900)));
            case 2 ->
                new Event.Signal(
                        1 + random.nextInt(64),
                        bytes(128),
                        pick(Disposition.values()),
                        random.nextBoolean(),
                        nearby(),
                        bytes(900));
            case 3 -> new Event.Exit(random.nextInt(), random.nextBoolean());
            case 4 -> new Event.Tsc(random.nextLong(), nearby());
            case 6 -> new Event.Random(random.nextLong(), nearby());
            case 5 -> new Event.Preempt(bytes(900), list(3, this::lines));
            default -> throw new IllegalArgumentException();
        };
    }

    private Registers nearby() {
        long[] values = registers.clone();
        for (int i = random.nextInt(6); i > 0; i--) {
            int place = random.nextInt(values.length);
            values[place] = random.nextBoolean() ? random.nextLong() : values[place] + random.nextInt(100) - 50;
        }
        return Registers.of(values);
    }

    private TaskUid task() {
        int serial = 1 + random.nextInt(5);
        return new TaskUid(1000 + serial, serial);
    }

    private PageLines lines() {
        return new PageLines(
                random.nextLong() & -4096, random.ints(PageLines.LINES).toArray());
    }

    private CloneRecord created() {
        int serial = 6 + random.nextInt(100);
        return new CloneRecord(new TaskUid(1000 + serial, serial), random.nextLong(), nearby(), list(2, this::write));
    }

    private Capture capture() {
        return new Capture(random.nextInt(6), random.nextLong(), bytes(60));
    }

    private Mapping mapping() {
        return new Mapping(
                random.nextLong(),
                random.nextLong(),
                random.nextInt(),
                random.nextInt(),
                random.nextLong(),
                text(),
                pick(Mapping.Backing.values()),
                text());
    }

    private MemoryWrite write() {
        return MemoryWrite.of(random.nextLong(), bytes(random.nextInt(8) == 0 ? longestWrite : 100));
    }

    private MemoryChecksum checksum() {
        return new MemoryChecksum(
                list(5, () -> new MemoryChecksum.Range(random.nextLong(), random.nextLong(), random.nextLong())));
    }

    private String text() {
        String[] texts = {"", "a", "/usr/lib/x86_64-linux-gnu/libc.so.6", "größe €", "pipe:[123]", "\ud83d\ude00"};
        return pick(texts);
    }

    private byte[] bytes(int atMost) {
        byte[] bytes = new byte[random.nextInt(atMost + 1)];
        if (random.nextBoolean()) {
            random.nextBytes(bytes);
        }
        return bytes;
    }

    private <T> List<T> list(int atMost, Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(atMost + 1); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }

    private <T> Optional<T> optional(Supplier<T> value) {
        return random.nextInt(3) == 0 ? Optional.of(value.get()) : Optional.empty();
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
