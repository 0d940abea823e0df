package dev.jrr.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jrr.testing.BufferedCalls;
import dev.jrr.testing.BufferedRun;
import dev.jrr.testing.Packing;
import dev.jrr.trace.RandomRuns;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PackedCallsTest {
    private static final TaskUid TASK = new TaskUid(100, 1);

    private static byte[] expanded(byte[] packed, long[] before) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PackedCalls calls = new PackedCalls(packed, 0, packed.length, before.clone());
        while (calls.next()) {
            byte[] all = new byte[calls.calls() * calls.expandedLength()];
            calls.expand(all, 0);
            out.writeBytes(all);
        }
        return out.toByteArray();
    }

    @Test
    void expandedCallsAreWhatTheyWere() {
        for (int seed = 0; seed < 200; seed++) {
            BufferedRun run = new RandomRuns(seed).run(1 + seed, 60);
            long[] before = new Random(seed).longs(PackedCalls.WORDS).toArray();
            PackedRun packed = Packing.pack(run, before);
            assertThat(expanded(Packing.bytes(packed), before)).isEqualTo(run.records());
            assertThat(packed.count()).isEqualTo(run.count());
        }
    }

    @Test
    void callsThatAreAllAlikeTakeOneRecord() {
        BufferedCalls calls = new BufferedCalls();
        for (int i = 0; i < 1000; i++) {
            calls.userSpace(202, -11, 0x1000, 0x80, 1).input(0, 0x1000, new byte[] {2, 0, 0, 0});
        }
        BufferedRun run = calls.run(TASK, Registers.ZERO);
        PackedRun packed = Packing.pack(run);
        assertThat(packed.records()).isEqualTo(5);
        assertThat(packed.count()).isEqualTo(1000);
        assertThat(expanded(Packing.bytes(packed), new long[PackedCalls.WORDS])).isEqualTo(run.records());
    }

    @Test
    void callsOfALoopTakeOneRecordThoughItsCounterMovesOn() {
        BufferedCalls calls = new BufferedCalls();
        for (int i = 0; i < 1000; i++) {
            Registers now = Registers.ZERO
                    .with(Register.RAX, 1)
                    .with(Register.R12, 1000 - i)
                    .with(Register.RBX, 8L * i);
            calls.call(39, BufferedCall.BUFFERED, now);
        }
        BufferedRun run = calls.run(TASK, Registers.ZERO);
        PackedRun packed = Packing.pack(run);
        assertThat(packed.records()).isEqualTo(5);
        assertThat(expanded(Packing.bytes(packed), new long[PackedCalls.WORDS])).isEqualTo(run.records());
        assertThat(packed.last().registers().get(Register.R12)).isEqualTo(1);
        assertThat(packed.last().registers().get(Register.RBX)).isEqualTo(8 * 999);
    }

    @Test
    void callsThatGetOtherBytesEachTimeTakeTheBytesAlone() {
        BufferedCalls calls = new BufferedCalls();
        for (int i = 0; i < 1000; i++) {
            calls.buffered(228, 0, 1, 0x1000).output(1, 0x1000, new byte[] {(byte) i, (byte) (i >> 8), 3});
        }
        BufferedRun run = calls.run(TASK, Registers.ZERO);
        PackedRun packed = Packing.pack(run);
        assertThat(packed.records()).isEqualTo(5);
        assertThat(packed.last().start()).isLessThan(1000 * 8 + 5 * 64);
        assertThat(expanded(Packing.bytes(packed), new long[PackedCalls.WORDS])).isEqualTo(run.records());
    }

    @Test
    void callsWhoseArgumentsMoveOnTakeARecordEach() {
        BufferedCalls calls = new BufferedCalls();
        for (int i = 0; i < 100; i++) {
            calls.buffered(3, 0, i);
        }
        assertThat(Packing.pack(calls.run(TASK, Registers.ZERO)).records()).isEqualTo(100);
    }

    @Test
    void registersAreThoseAfterTheLastCall() {
        BufferedRun run = new RandomRuns(3).run(2000, 10);
        PackedRun packed = Packing.pack(run);
        int[] offsets = run.offsets();
        PackedCalls calls =
                new PackedCalls(Packing.bytes(packed), 0, Packing.bytes(packed).length, new long[PackedCalls.WORDS]);
        int call = -1;
        while (calls.next()) {
            call += calls.calls();
            assertThat(calls.lastRegisters(run.base()))
                    .isEqualTo(run.call(offsets[call]).registers(run.base()));
        }
        assertThat(call).isEqualTo(1999);
    }

    @Test
    void recordsCutAtAnyByteAreRefused() {
        PackedRun packed = Packing.pack(new RandomRuns(4).run(3, 20));
        PackedCalls calls =
                new PackedCalls(Packing.bytes(packed), 0, Packing.bytes(packed).length, new long[PackedCalls.WORDS]);
        Set<Integer> ends = new HashSet<>();
        while (calls.next()) {
            ends.add(calls.end());
        }
        assertThat(ends).hasSize(3);
        for (int length = 1; length < Packing.bytes(packed).length; length++) {
            byte[] cut = Arrays.copyOf(Packing.bytes(packed), length);
            if (!ends.contains(length)) {
                assertThatThrownBy(() -> expanded(cut, new long[PackedCalls.WORDS]))
                        .as("cut at %d", length)
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void mutatedRecordsAreRefusedOrRead() {
        Random random = new Random(5);
        int read = 0;
        PackedRun packed = Packing.pack(new RandomRuns(6).run(6, 20));
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Packing.bytes(packed).clone();
            for (int k = random.nextInt(3); k >= 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                byte[] records = expanded(bytes, new long[PackedCalls.WORDS]);
                int count = 0;
                for (int at = 0; at < records.length; count++) {
                    at += new BufferedCall(records, at).size();
                }
                assertThat(count).isGreaterThanOrEqualTo(1);
                read++;
            } catch (IllegalArgumentException unsound) {
                continue;
            }
        }
        assertThat(read).isBetween(1_000, 19_500);
    }
}
