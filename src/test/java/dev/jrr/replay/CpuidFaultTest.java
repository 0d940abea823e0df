package dev.jrr.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.model.CpuidTable;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class CpuidFaultTest {
    private static int length(String code) {
        return CpuidFault.length(HexFormat.of().parseHex(code));
    }

    @Test
    void theInstructionIsKnownWithAndWithoutPrefixes() {
        assertThat(length("0fa2c3")).isEqualTo(2);
        assertThat(length("480fa2")).isEqualTo(3);
        assertThat(length("66f20fa2")).isEqualTo(4);
    }

    @Test
    void otherInstructionsAndCodeThatEndsAreNotTaken() {
        assertThat(length("0f31")).isZero();
        assertThat(length("f00fa2")).isZero();
        assertThat(length("0f")).isZero();
        assertThat(length("")).isZero();
        assertThat(length("6666666666666666666666666666")).isZero();
    }

    @Test
    void theAnswerFillsFourRegistersAndTheTaskGoesOnBehind() {
        CpuidTable table = CpuidTable.of(
                List.of(new CpuidTable.Row(0, 0, 7, 1, 2, 3), new CpuidTable.Row(7, 0, -1, -2, Integer.MIN_VALUE, 4)));
        Registers at = Registers.ZERO
                .with(Register.RAX, 0xffff_ffff_0000_0007L)
                .with(Register.RCX, 0xffff_ffff_0000_0000L)
                .with(Register.RSI, 5)
                .with(Register.EFLAGS, 0x10246)
                .with(Register.RIP, 0x1000);
        Registers after = CpuidFault.answered(table, at, 3);
        assertThat(after.get(Register.RAX)).isEqualTo(0xffff_ffffL);
        assertThat(after.get(Register.RBX)).isEqualTo(0xffff_fffeL);
        assertThat(after.get(Register.RCX)).isEqualTo(0x8000_0000L);
        assertThat(after.get(Register.RDX)).isEqualTo(4);
        assertThat(after.get(Register.RSI)).isEqualTo(5);
        assertThat(after.get(Register.EFLAGS)).isEqualTo(0x246);
        assertThat(after.ip()).isEqualTo(0x1003);
    }
}
