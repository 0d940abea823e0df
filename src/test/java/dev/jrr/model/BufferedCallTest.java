package dev.jrr.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.model.Event.FdName;
import dev.jrr.model.Event.Handling;
import dev.jrr.model.Event.Phase;
import dev.jrr.testing.BufferedCalls;
import dev.jrr.testing.BufferedRun;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BufferedCallTest {
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
}
