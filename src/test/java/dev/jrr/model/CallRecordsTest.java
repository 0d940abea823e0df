package dev.jrr.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jrr.testing.BufferedCalls;
import dev.jrr.testing.BufferedRun;
import dev.jrr.testing.Packing;
import dev.jrr.trace.RandomRuns;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CallRecordsTest {
    private static CallRecords records(PackedRun packed, long[] before) {
        return new CallRecords(Packing.bytes(packed), before, packed.records(), packed.count());
    }

    private static byte[] bytes(BufferedCall call) {
        return Arrays.copyOfRange(call.records(), call.at(), call.at() + call.size());
    }

    @Test
    void everyCallIsWhatItWasInWhateverOrderOneAsks() {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            BufferedRun run = new RandomRuns(seed).run(1 + 40 * seed, 60);
            long[] before = random.longs(PackedCalls.WORDS).toArray();
            PackedRun packed = Packing.pack(run, before);
            CallRecords records = records(packed, before);
            int[] offsets = run.offsets();
            assertThat(records.count()).isEqualTo(run.count());
            for (int i = 0; i < 100; i++) {
                int call = random.nextInt(run.count());
                BufferedCall there = run.call(offsets[call]);
                assertThat(records.number(call)).isEqualTo(there.number());
                assertThat(records.isFailed(call)).isEqualTo(Event.Syscall.isError(there.result()));
                assertThat(bytes(records.call(call))).isEqualTo(bytes(there));
                assertThat(records.wordsBefore(call, run.base()))
                        .isEqualTo(
                                call == 0
                                        ? before
                                        : PackedCalls.words(
                                                run.call(offsets[call - 1]).registers(run.base())));
                int record = records.recordOf(call);
                assertThat(call).isBetween(records.callsBefore(record), records.callsBefore(record + 1) - 1);
            }
            assertThat(records.start(packed.records())).isEqualTo(packed.last().start());
        }
    }

    @Test
    void theCallsThatAReplayMakesAgainAreTold() {
        BufferedCalls calls = new BufferedCalls();
        calls.buffered(39, 1);
        calls.buffered(10, 0, 0x1000, 0x1000, 3).performed();
        calls.buffered(10, 0, 0x1000, 0x1000, 3).performed();
        calls.buffered(39, 1);
        BufferedRun run = calls.run(new TaskUid(100, 1), Registers.ZERO);
        CallRecords records = records(Packing.pack(run), new long[PackedCalls.WORDS]);
        assertThat(records.performed()).extracting(CallRecords.Performed::index).containsExactly(1, 2);
        assertThat(records.performed())
                .allSatisfy(each -> assertThat(each.call().number()).isEqualTo(10));
    }

    @Test
    void anotherNumberOfRecordsOrMoreCallsThanThereCanBeAreRefused() {
        BufferedRun run = new RandomRuns(3).run(50, 60);
        PackedRun packed = Packing.pack(run);
        byte[] bytes = Packing.bytes(packed);
        long[] before = new long[PackedCalls.WORDS];
        int count = packed.records();
        assertThat(new CallRecords(bytes, before, count, 50).count()).isEqualTo(50);
        assertThatThrownBy(() -> new CallRecords(bytes, before, count - 1, 50))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CallRecords(bytes, before, count + 1, 50))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CallRecords(bytes, before, count, 49))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
