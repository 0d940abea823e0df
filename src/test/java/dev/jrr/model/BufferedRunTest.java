package dev.jrr.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jrr.model.Event.FdName;
import dev.jrr.model.Event.Handling;
import dev.jrr.model.Event.Phase;
import dev.jrr.testing.BufferedCalls;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BufferedRunTest {
    private static final TaskUid TASK = new TaskUid(100, 1);
    private static final byte[] PATH = {'/', 'x', 0};
    private static final byte[] STAT = new byte[144];

    private static BufferedRun run() {
        return new BufferedCalls()
                .buffered(39, 100)
                .buffered(4, 0, 0x1000, 0x2000)
                .input(0, 0x1000, PATH)
                .output(1, 0x2000, STAT)
                .userSpace(202, -11, 0x3000, 0x80, 1)
                .input(0, 0x3000, new byte[] {2, 0, 0, 0})
                .run(TASK, Registers.ZERO);
    }

    private static BufferedRun with(BufferedRun run, byte[] records, int count) {
        return new BufferedRun(TASK, run.base(), records, count, Collections.nCopies(count, List.of()));
    }

    @Test
    void recordsStandWhereTheOffsetsSay() {
        BufferedRun run = run();
        int[] offsets = run.offsets();
        assertThat(offsets).containsExactly(0, 136, 136 + 136 + 16 + 8 + 16 + 144, run.records().length);
        assertThat(run.call(offsets[1]).number()).isEqualTo(4);
        assertThat(run.call(offsets[2]).argument(1)).isEqualTo(0x80);
    }

    @Test
    void aCallIsAnEventWithWhatItWasGivenAndWhatItWrote() {
        BufferedRun run = run();
        BufferedCall call = run.call(run.offsets()[1]);
        FdName name = new FdName(0, "/dev/null");
        Event.Syscall event = call.event(List.of(name));
        assertThat(event.phase()).isEqualTo(Phase.WHOLE);
        assertThat(event.handling()).isEqualTo(Handling.BUFFERED);
        assertThat(event.number()).isEqualTo(4);
        assertThat(event.inputs()).containsExactly(new Capture(0, 0x1000, PATH));
        assertThat(event.fdNames()).containsExactly(name);
        assertThat(call.writes()).containsExactly(MemoryWrite.of(0x2000, STAT));
        assertThat(run.call(run.offsets()[2]).event(List.of()).handling()).isEqualTo(Handling.USER_SPACE);
    }

    @Test
    void registersAreThoseAfterTheCallAndTheSegmentsOfTheRun() {
        long[] values = new Random(1).longs(Register.COUNT).toArray();
        values[Register.ORIG_RAX.ordinal()] = 230;
        values[Register.RCX.ordinal()] = values[Register.RIP.ordinal()];
        values[Register.R11.ordinal()] = values[Register.EFLAGS.ordinal()];
        Registers after = Registers.of(values);
        Registers base = Registers.of(new Random(2).longs(Register.COUNT).toArray())
                .with(Register.CS, after.get(Register.CS))
                .with(Register.SS, after.get(Register.SS))
                .with(Register.DS, after.get(Register.DS))
                .with(Register.ES, after.get(Register.ES))
                .with(Register.FS, after.get(Register.FS))
                .with(Register.GS, after.get(Register.GS))
                .with(Register.FS_BASE, after.get(Register.FS_BASE))
                .with(Register.GS_BASE, after.get(Register.GS_BASE));
        BufferedRun run =
                new BufferedCalls().call(230, BufferedCall.BUFFERED, after).run(TASK, base);
        assertThat(run.call(0).registers(base)).isEqualTo(after);
    }

    @Test
    void recordsCutAtAnyByteAreRefused() {
        BufferedRun run = run();
        for (int length = 0; length < run.records().length; length++) {
            BufferedRun cut = with(run, Arrays.copyOf(run.records(), length), 3);
            assertThatThrownBy(cut::offsets).as("cut at %d", length).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anotherNumberOfRecordsIsRefused() {
        BufferedRun run = run();
        assertThatThrownBy(() -> with(run, run.records(), 2).offsets()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> with(run, run.records(), 4).offsets()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> with(run, run.records(), Integer.MAX_VALUE).offsets())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachBadFieldIsRefused() {
        int item = 136 + 136;
        assertThat(refused(136 + BufferedCall.SIZE, (byte) 0)).isTrue();
        assertThat(refused(136 + BufferedCall.SIZE, (byte) (run().records()[136] + 4)))
                .isTrue();
        assertThat(refused(136 + BufferedCall.SIZE + 3, (byte) 0x80)).isTrue();
        assertThat(refused(136 + BufferedCall.HANDLING, (byte) 4)).isTrue();
        assertThat(refused(item + 3, (byte) 0x80)).isTrue();
        assertThat(refused(item, (byte) 0xff)).isTrue();
        assertThat(refused(item + BufferedCall.ITEM_KIND, (byte) 0)).isTrue();
        assertThat(refused(item + BufferedCall.ITEM_ARGUMENT, (byte) 6)).isTrue();
        assertThat(refused(136 + BufferedCall.RESULT, (byte) 0xff)).isFalse();
    }

    private static boolean refused(int place, byte value) {
        byte[] records = run().records();
        records[place] = value;
        BufferedRun run = with(run(), records, 3);
        try {
            run.offsets();
            return false;
        } catch (IllegalArgumentException unsound) {
            return true;
        }
    }

    @Test
    void mutatedRecordsAreRefusedOrRead() {
        Random random = new Random(3);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] records = run().records();
            for (int k = random.nextInt(3); k >= 0; k--) {
                records[random.nextInt(records.length)] = (byte) random.nextInt();
            }
            BufferedRun run = with(run(), records, 3);
            int[] offsets;
            try {
                offsets = run.offsets();
            } catch (IllegalArgumentException unsound) {
                continue;
            }
            read++;
            for (int call = 0; call < 3; call++) {
                BufferedCall there = run.call(offsets[call]);
                assertThat(there.event(List.of()).inputs().size()
                                + there.writes().size())
                        .isLessThan(records.length / BufferedCall.ITEM_LENGTH);
            }
        }
        assertThat(read).isBetween(1_000, 19_000);
    }
}
