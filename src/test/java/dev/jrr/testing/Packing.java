package dev.jrr.testing;

import dev.jrr.model.BufferedCall;
import dev.jrr.model.Event.FdName;
import dev.jrr.model.PackedCalls;
import dev.jrr.model.PackedRun;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Packs calls as the hook in a tracee does (native/preload/draft.c). */
public final class Packing {
    private Packing() {}

    /** The same calls, packed. */
    public static PackedRun pack(BufferedRun run) {
        return pack(run, new long[PackedCalls.WORDS]);
    }

    /** The same after a call that left other words. */
    public static PackedRun pack(BufferedRun run, long[] before) {
        int[] offsets = run.offsets();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<List<FdName>> names = new ArrayList<>();
        long[] words = before.clone();
        long[] strides = new long[PackedCalls.WORDS];
        Row row = null;
        for (int i = 0; i < run.count(); i++) {
            BufferedCall call = run.call(offsets[i]);
            long[] now = PackedCalls.words(call.registers(run.base()));
            long[] moved = new long[PackedCalls.WORDS];
            for (int word = 1; word < moved.length; word++) {
                moved[word] = now[word] - words[word];
            }
            byte[] record = packed(call, now, words);
            words = now;
            boolean mayRepeat = row != null
                    && names.get(names.size() - 1).equals(run.fdNames().get(i))
                    && Arrays.equals(moved, strides);
            strides = moved;
            if (mayRepeat && row.takes(record)) {
                continue;
            }
            if (row != null) {
                bytes.writeBytes(row.bytes());
            }
            row = new Row(record);
            names.add(run.fdNames().get(i));
        }
        bytes.writeBytes(row.bytes());
        return gather(run, before, bytes.toByteArray(), names);
    }

    /** A record, and the calls that are added to it. */
    private static final class Row {
        private static final int MOST_BYTES = 64;

        private final byte[] first;
        private final ByteArrayOutputStream heads = new ByteArrayOutputStream();
        private final ByteArrayOutputStream itemBytes = new ByteArrayOutputStream();
        private final ByteArrayOutputStream series = new ByteArrayOutputStream();
        private int repeated;
        private boolean isSeries;

        Row(byte[] record) {
            first = record;
            take(record, heads, itemBytes);
        }

        /** Parts a record: what has to be equal in a row, and what may differ in a series. */
        private static void take(byte[] record, ByteArrayOutputStream heads, ByteArrayOutputStream itemBytes) {
            ByteBuffer in = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
            heads.write(record, 0, PackedCalls.LENGTH);
            in.position(PackedCalls.LENGTH + Long.BYTES * Integer.bitCount(changed(record)));
            int wide = isWide(record) ? Long.BYTES : 0;
            while (in.remaining() > wide) {
                int at = in.position();
                int padded = in.getInt(at) + 7 & -8;
                int head = (in.get(at + 4) & PackedCalls.AT_ARGUMENT) != 0 ? 8 : 16;
                heads.write(record, at, head);
                itemBytes.write(record, at + head, padded);
                in.position(at + head + padded);
            }
            heads.write(record, in.position(), wide);
        }

        private static boolean isWide(byte[] record) {
            return (record[PackedCalls.FLAGS] & PackedCalls.WIDE) != 0;
        }

        /** Adds a call whose words have moved on as the one before has moved them, if it can be. */
        boolean takes(byte[] record) {
            ByteArrayOutputStream otherHeads = new ByteArrayOutputStream();
            ByteArrayOutputStream otherBytes = new ByteArrayOutputStream();
            take(record, otherHeads, otherBytes);
            if (!Arrays.equals(heads.toByteArray(), otherHeads.toByteArray())
                    || (changed(record) & ~PackedCalls.MAY_STRIDE) != 0
                    || repeated == PackedCalls.MOST_CALLS - 1) {
                return false;
            }
            boolean isEqual = Arrays.equals(itemBytes.toByteArray(), otherBytes.toByteArray());
            if (isSeries || !isEqual) {
                if (isWide(record) || otherBytes.size() > MOST_BYTES || repeated > 0 && !isSeries) {
                    return false;
                }
                isSeries = true;
                series.writeBytes(otherBytes.toByteArray());
            }
            repeated++;
            return true;
        }

        byte[] bytes() {
            byte[] all = Arrays.copyOf(first, first.length + series.size());
            System.arraycopy(series.toByteArray(), 0, all, first.length, series.size());
            ByteBuffer head = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
            if (isSeries) {
                PackedCalls.putSeries(head, all.length, repeated);
            } else {
                head.putShort(PackedCalls.REPEATED, (short) repeated);
            }
            return all;
        }
    }

    /** The records of a run. */
    public static byte[] bytes(PackedRun run) {
        byte[] bytes = new byte[run.last().start()];
        run.bytes().copyTo(bytes, 0, 0, bytes.length);
        return bytes;
    }

    /** What the recorder's walk finds, in a straightforward way. */
    private static PackedRun gather(BufferedRun run, long[] before, byte[] bytes, List<List<FdName>> names) {
        List<PackedRun.Mark> marks = new ArrayList<>();
        List<PackedRun.Names> changes = new ArrayList<>();
        PackedCalls record = new PackedCalls(bytes, 0, bytes.length, before.clone());
        marks.add(new PackedRun.Mark(0, 0, 0, PackedCalls.registers(before, run.base()), PackedRun.NO_NUMBERS));
        long[] numbers = new long[8];
        int calls = 0;
        for (int i = 0; record.next(); i++) {
            calls += record.calls();
            int bit = Math.min(record.number(), 511);
            numbers[bit / 64] |= 1L << bit;
            if (i == 0 || names.get(i) != names.get(i - 1)) {
                changes.add(new PackedRun.Names(i, names.get(i)));
            }
            PackedRun.Mark mark = marks.get(marks.size() - 1);
            if (record.end() - mark.start() >= PackedRun.MARK_BYTES
                    || calls - mark.calls() > PackedRun.MARK_CALLS - PackedCalls.MOST_CALLS
                    || i + 1 == names.size()) {
                marks.add(new PackedRun.Mark(i + 1, record.end(), calls, record.lastRegisters(run.base()), numbers));
                numbers = new long[8];
            }
        }
        PackedRun.Bytes copied = (to, at, from, length) -> System.arraycopy(bytes, from, to, at, length);
        return new PackedRun(run.task(), run.base(), copied, marks, changes);
    }

    private static int changed(byte[] record) {
        return record[PackedCalls.CHANGED] & 0xff | (record[PackedCalls.CHANGED + 1] & 0xff) << 8;
    }

    private static byte[] packed(BufferedCall call, long[] now, long[] words) {
        ByteBuffer out = ByteBuffer.allocate(call.size() + 512).order(ByteOrder.LITTLE_ENDIAN);
        out.position(PackedCalls.LENGTH);
        int changed = 0;
        for (int i = 1; i < now.length; i++) {
            if (now[i] != words[i]) {
                changed |= 1 << i;
                out.putLong(now[i]);
            }
        }
        ByteBuffer items = ByteBuffer.wrap(
                        call.records(), call.at() + BufferedCall.LENGTH, call.size() - BufferedCall.LENGTH)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
        while (items.hasRemaining()) {
            int length = items.getInt();
            int kind = items.get();
            int argument = items.get();
            items.getShort();
            long address = items.getLong();
            boolean atArgument = address == call.argument(argument);
            out.putInt(length).put((byte) (kind | (atArgument ? PackedCalls.AT_ARGUMENT : 0)));
            out.put((byte) argument).putShort((short) 0);
            if (!atArgument) {
                out.putLong(address);
            }
            byte[] bytes = new byte[length + 7 & -8];
            items.get(bytes);
            out.put(bytes);
        }
        boolean wide = call.result() != (int) call.result();
        if (wide) {
            out.putLong(call.result());
        }
        int size = out.position();
        out.putInt(PackedCalls.SIZE, size);
        out.putShort(PackedCalls.NUMBER, (short) call.number());
        out.putShort(PackedCalls.CHANGED, (short) changed);
        out.putInt(PackedCalls.RESULT, (int) call.result());
        out.put(PackedCalls.HANDLING, call.records()[call.at() + BufferedCall.HANDLING]);
        out.put(PackedCalls.FLAGS, (byte)
                (call.records()[call.at() + BufferedCall.FLAGS] | (wide ? PackedCalls.WIDE : 0)));
        return Arrays.copyOf(out.array(), size);
    }
}
