package dev.jrr.trace.format;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.jrr.model.CallRecords;
import dev.jrr.model.Event.FdName;
import dev.jrr.model.PackedCalls;
import dev.jrr.model.PackedRun;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Buffered calls of one task, each of which is a frame. Their records stand here as the tracee wrote
 * them: a recorder takes millions in a second, and has no time to look at each field.
 *
 * <pre>
 * varlong    nanoseconds that they took; they came evenly
 * registers  those of the run, against the frame before
 * registers  those after the call before the first, against those of the run
 * varint     how many records
 * list       of the lists of descriptors that they have, without the empty one; each element:
 *            list of varint argument · string name
 * varint     for each record, unless there are no such lists: 0, or the list's place in them plus 1
 * varint     length of the records
 * bytes      the records: {@link dev.jrr.model.PackedCalls}
 * </pre>
 */
final class RunCodec {
    private final Map<List<FdName>, Integer> places = new IdentityHashMap<>();
    private final List<List<FdName>> lists = new ArrayList<>();

    void write(FrameOutput out, PackedPiece piece, long[] last) {
        PackedRun run = piece.run();
        out.writeVarLong(piece.nanos(), true);
        long[] base = run.base().toArray();
        RegistersCodec.write(out, base, last);
        RegistersCodec.write(out, piece.first().registers(), base);
        out.writeVarInt(piece.records(), true);
        writeFdNames(out, piece);
        int from = piece.first().start();
        int length = piece.last().start() - from;
        out.writeVarInt(length, true);
        out.writeBytes(run.bytes(), from, length);
    }

    private void writeFdNames(Output out, PackedPiece piece) {
        List<PackedRun.Names> all = piece.run().names();
        int from = piece.first().record();
        int to = piece.last().record();
        lists.clear();
        places.clear();
        for (int i = Math.max(0, firstOf(all, from));
                i < all.size() && all.get(i).record() < to;
                i++) {
            if (!all.get(i).names().isEmpty()) {
                places.computeIfAbsent(all.get(i).names(), names -> {
                    lists.add(names);
                    return lists.size();
                });
            }
        }
        out.writeVarInt(lists.size(), true);
        if (lists.isEmpty()) {
            return;
        }
        for (List<FdName> names : lists) {
            SyscallCodec.writeFdNames(out, names);
        }
        int record = from;
        for (int i = firstOf(all, from); record < to; i++) {
            int end = i + 1 < all.size() ? Math.min(to, all.get(i + 1).record()) : to;
            int place = i < 0 ? 0 : places.getOrDefault(all.get(i).names(), 0);
            for (; record < end; record++) {
                out.writeVarInt(place, true);
            }
        }
    }

    /** Which names a record has, counted from the first; -1 if none. */
    private static int firstOf(List<PackedRun.Names> all, int record) {
        int low = -1;
        int high = all.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (all.get(middle).record() <= record) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /**
     * Reads a run.
     *
     * @param most how many frames the block still has
     */
    static RunPiece read(Input in, TaskUid task, long startNanos, long[] before, int most) {
        long nanos = in.readVarLong(true);
        Registers base = RegistersCodec.read(in, before);
        long[] words = PackedCalls.words(RegistersCodec.read(in, base.toArray()));
        int count = in.readVarInt(true);
        if (count < 1 || count > most) {
            throw Malformed.corrupt("a run of " + count + " records where " + most + " frames are left");
        }
        List<List<FdName>> names = readFdNames(in, count);
        byte[] packed = Fields.readBytes(in);
        try {
            return new RunPiece(task, base, new CallRecords(packed, words, count, most), names, startNanos, nanos);
        } catch (IllegalArgumentException | ArithmeticException unsound) {
            throw new Malformed(unsound.getMessage(), unsound);
        }
    }

    private static List<List<FdName>> readFdNames(Input in, int count) {
        List<List<FdName>> lists = Fields.readList(in, 1, SyscallCodec::readFdNames);
        if (lists.isEmpty()) {
            return Collections.nCopies(count, List.of());
        }
        List<List<FdName>> fdNames = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int place = in.readVarInt(true);
            if (place < 0 || place > lists.size()) {
                throw Malformed.corrupt("descriptors " + place + " of " + lists.size());
            }
            fdNames.add(place == 0 ? List.of() : lists.get(place - 1));
        }
        return fdNames;
    }
}
