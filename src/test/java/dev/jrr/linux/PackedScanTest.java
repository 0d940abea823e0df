package dev.jrr.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jrr.model.Event.FdName;
import dev.jrr.model.PackedCalls;
import dev.jrr.model.PackedRun;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.testing.BufferedCalls;
import dev.jrr.testing.BufferedRun;
import dev.jrr.testing.Packing;
import dev.jrr.trace.RandomRuns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The walk in C finds what the one in Java finds. */
class PackedScanTest {
    private static final TaskUid TASK = new TaskUid(100, 1);
    private static final Path LIBRARY = Path.of("target/native/libjrrscan.so").toAbsolutePath();
    private static final int FROM = 8;
    private static final int READ = 0;
    private static final int CLOSE = 3;
    private static final int GETPID = 39;
    private static final int RENAMEAT = 264;

    private static byte[] interest() {
        byte[] interest = new byte[512];
        interest[READ] = 1;
        interest[CLOSE] = (byte) (PackedScan.NOTED | 1);
        interest[RENAMEAT] = 0b101;
        return interest;
    }

    private static PackedRun scan(byte[] bytes, long[] before, boolean leavesLast, PackedScan.Visitor visitor) {
        NativeBuffer buffer = new NativeBuffer(FROM + bytes.length);
        buffer.putBytes(FROM, bytes);
        return PackedScan.open(LIBRARY, interest())
                .scan(TASK, Registers.ZERO, before, buffer, FROM, bytes.length, leavesLast, visitor);
    }

    private static void assertSameMarks(PackedRun run, PackedRun expected) {
        assertThat(run.marks()).hasSameSizeAs(expected.marks());
        for (int i = 0; i < run.marks().size(); i++) {
            PackedRun.Mark mark = run.marks().get(i);
            PackedRun.Mark other = expected.marks().get(i);
            assertThat(mark.numbers()).isEqualTo(other.numbers());
            assertThat(List.of(mark.record(), mark.start(), mark.calls(), mark.registers()))
                    .isEqualTo(List.of(other.record(), other.start(), other.calls(), other.registers()));
        }
    }

    @Test
    void marksAreWhereAndWhatTheRecordsSay() {
        for (int seed = 0; seed < 14; seed++) {
            BufferedRun run = new RandomRuns(seed).run(1 + seed * seed * 8, 60);
            long[] before = new Random(seed).longs(PackedCalls.WORDS).toArray();
            PackedRun packed = Packing.pack(run, before);
            PackedRun expected = Packing.pack(
                    new BufferedRun(TASK, Registers.ZERO, run.records(), run.count(), run.fdNames()), before);
            assertSameMarks(scan(Packing.bytes(packed), before, false, call -> List.of()), expected);
        }
    }

    @Test
    void theVisitorIsToldOfEachChangeOfDescriptorsAndOfWhatIsNoted() {
        BufferedCalls calls = new BufferedCalls();
        for (int i = 0; i < 3; i++) {
            calls.buffered(GETPID, 100);
        }
        for (int i = 0; i < 1000; i++) {
            calls.buffered(READ, 1, 5, 0x1000 + i);
        }
        calls.buffered(READ, 1, 6, 0x1000)
                .buffered(GETPID, 100)
                .buffered(CLOSE, 0, 6)
                .buffered(CLOSE, -9, 6)
                .buffered(CLOSE, 0, 6);
        calls.buffered(RENAMEAT, 0, 3, 0, 4).buffered(RENAMEAT, 0, 3, 0, 4).buffered(READ, 1, 6);
        List<String> told = new ArrayList<>();
        PackedRun packed = Packing.pack(calls.run(TASK, Registers.ZERO));
        PackedRun run = scan(Packing.bytes(packed), new long[PackedCalls.WORDS], false, call -> {
            told.add(call.number() + "(" + call.argument(0) + ") = " + call.result());
            return List.of(new FdName(0, "name " + told.size()));
        });
        assertThat(told)
                .containsExactly(
                        "39(0) = 100",
                        "0(5) = 1",
                        "0(6) = 1",
                        "39(0) = 100",
                        "3(6) = 0",
                        "3(6) = -9",
                        "3(6) = 0",
                        "264(3) = 0",
                        "264(3) = 0",
                        "0(6) = 1");
        assertThat(run.names()).hasSize(told.size());
        assertThat(run.names().get(1).record()).isEqualTo(packed.records() - 1008);
        assertThat(run.names().get(9).names()).containsExactly(new FdName(0, "name 10"));
    }

    @Test
    void moreChangesThanFitAtOnceAreAllTold() {
        BufferedCalls calls = new BufferedCalls();
        for (int i = 0; i < 5000; i++) {
            calls.buffered(READ, 1, i);
        }
        List<Long> told = new ArrayList<>();
        scan(Packing.bytes(Packing.pack(calls.run(TASK, Registers.ZERO))), new long[PackedCalls.WORDS], false, call -> {
            told.add(call.argument(0));
            return List.of();
        });
        assertThat(told).hasSize(5000).isSorted().startsWith(0L, 1L).endsWith(4999L);
    }

    @Test
    void theLastRecordIsLeftOutWhenMoreMayBeAddedToIt() {
        BufferedRun calls = new RandomRuns(7).run(5, 20);
        PackedRun packed = Packing.pack(calls);
        PackedRun run = scan(Packing.bytes(packed), new long[PackedCalls.WORDS], true, call -> List.of());
        assertThat(run.records()).isEqualTo(4);
        byte[] first = Arrays.copyOf(Packing.bytes(packed), run.last().start());
        assertThat(scan(first, new long[PackedCalls.WORDS], true, call -> List.of())
                        .records())
                .isEqualTo(3);
        assertThat(scan(new byte[0], new long[PackedCalls.WORDS], true, call -> List.of())
                        .records())
                .isZero();
    }

    @Test
    void whatTheReaderOfATraceRefusesIsRefusedAndNothingElse() {
        Random random = new Random(5);
        PackedRun packed = Packing.pack(new RandomRuns(6).run(6, 20));
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Packing.bytes(packed).clone();
            for (int k = random.nextInt(3); k >= 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            if (random.nextInt(4) == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            byte[] mutated = bytes;
            if (isSound(bytes)) {
                scan(bytes, new long[PackedCalls.WORDS], false, call -> List.of());
            } else {
                refused++;
                assertThatThrownBy(() -> scan(mutated, new long[PackedCalls.WORDS], false, call -> List.of()))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
        assertThat(refused).isBetween(1_000, 19_000);
    }

    private static boolean isSound(byte[] bytes) {
        PackedCalls calls = new PackedCalls(bytes, 0, bytes.length, new long[PackedCalls.WORDS]);
        try {
            while (calls.next()) {
                assertThat(calls.calls()).isPositive();
            }
            return true;
        } catch (IllegalArgumentException unsound) {
            return false;
        }
    }
}
