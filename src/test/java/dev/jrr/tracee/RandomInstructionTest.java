package dev.jrr.tracee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RandomInstructionTest {
    private static RandomInstruction at(String code) {
        return RandomInstruction.at(HexFormat.of().parseHex(code), 0, false);
    }

    @Test
    void everyWidthAndRegisterIsKnown() {
        assertThat(at("0fc7f0")).isEqualTo(new RandomInstruction(1, Register.RAX, 4));
        assertThat(at("0fc7ff")).isEqualTo(new RandomInstruction(1, Register.RDI, 4));
        assertThat(at("480fc7fa")).isEqualTo(new RandomInstruction(2, Register.RDX, 8));
        assertThat(at("490fc7f2")).isEqualTo(new RandomInstruction(2, Register.R10, 8));
        assertThat(at("410fc7f2")).isEqualTo(new RandomInstruction(2, Register.R10, 4));
        assertThat(at("66410fc7f7")).isEqualTo(new RandomInstruction(3, Register.R15, 2));
        assertThat(at("66410fc7f7").length()).isEqualTo(RandomInstruction.LONGEST);
    }

    @Test
    void itsNeighboursAreNotTaken() {
        assertThat(at("f30fc7f8")).as("rdpid").isNull();
        assertThat(at("0fc70f")).as("cmpxchg8b").isNull();
        assertThat(at("0fc77424")).as("vmptrld").isNull();
        assertThat(at("0fb9f0")).as("the trap").isNull();
        assertThat(at("0fc7")).isNull();
        assertThat(at("")).isNull();
        assertThat(RandomInstruction.at(new byte[] {0x48, 0x0f, RandomInstruction.TRAP, (byte) 0xf0}, 0, true))
                .isEqualTo(new RandomInstruction(2, Register.RAX, 8));
    }

    @Test
    void aValueFillsItsPartOfTheRegisterAndSetsCarryAlone() {
        Registers before = Registers.ZERO
                .with(Register.RAX, -1)
                .with(Register.EFLAGS, 0x10ad6)
                .with(Register.RIP, 0x1000);
        long value = 0x1122334455667788L;
        assertThat(at("480fc7f0").returned(before, value).get(Register.RAX)).isEqualTo(value);
        assertThat(at("0fc7f0").returned(before, value).get(Register.RAX)).isEqualTo(0x55667788L);
        assertThat(at("660fc7f0").returned(before, value).get(Register.RAX)).isEqualTo(0xffffffffffff7788L);
        assertThat(at("660fc7f0").returned(before, value).ip()).isEqualTo(0x1004);
        assertThat(at("0fc7f0").returned(before, value).get(Register.EFLAGS)).isEqualTo(0x203);
    }
}
