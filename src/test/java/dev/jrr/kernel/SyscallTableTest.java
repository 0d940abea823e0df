package dev.jrr.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SyscallTableTest {
    private static final Path HEADER = Path.of("/usr/include/x86_64-linux-gnu/asm/unistd_64.h");

    @Test
    void everyNumberOfTheSystemHeaderHasItsName() throws Exception {
        assumeTrue(Files.isReadable(HEADER));
        Matcher line = Pattern.compile("#define __NR_(\\w+)\\s+(\\d+)").matcher(Files.readString(HEADER));
        int calls = 0;
        while (line.find()) {
            assertThat(SyscallTable.name(Integer.parseInt(line.group(2)))).isEqualTo(line.group(1));
            calls++;
        }
        assertThat(calls).isGreaterThan(300);
    }

    @Test
    void thereIsNoGapFromTheFirstToTheLastNumber() {
        for (int number = 0; number <= 469; number++) {
            boolean isAssigned = number <= 336 || number >= 424;
            assertThat(SyscallTable.byNumber(number).isPresent())
                    .as("number %d", number)
                    .isEqualTo(isAssigned);
        }
    }

    @Test
    void numbersOutsideTheTableHaveANameToo() {
        assertThat(SyscallTable.name(-1)).isEqualTo("syscall_-1");
        assertThat(SyscallTable.name(400)).isEqualTo("syscall_400");
        assertThat(SyscallTable.name(Integer.MAX_VALUE)).isEqualTo("syscall_2147483647");
    }

    @Test
    void everyRowAndEveryOperationParses() {
        for (String name : SyscallTable.names()) {
            SyscallInfo call = SyscallTable.byName(name).orElseThrow();
            assertThat(call.name()).isEqualTo(name);
            assertThat(call.arguments()).hasSizeLessThanOrEqualTo(6);
            assertThat(Form.plain(call, -1, true).shapes()).hasSameSizeAs(call.arguments());
            Variants variants = Variants.of(name);
            if (variants != null) {
                variants.names()
                        .keySet()
                        .forEach(value -> assertThat(variants.form(call, variants.selecting(value))
                                        .isKnown())
                                .as("%s %d", name, value)
                                .isTrue());
            }
        }
    }

    @Test
    void everyRuleThatTheTablesNameExists() {
        for (String name : SyscallTable.names()) {
            for (SyscallInfo.Argument argument :
                    SyscallTable.byName(name).orElseThrow().arguments()) {
                Shape shape = SyscallTable.shape(argument.type());
                if (shape.kind() == Shape.Kind.OWN) {
                    assertThat(Irregular.of(shape)).isNotNull();
                }
            }
        }
    }

    @Test
    void argumentsKeepTheirOrderAndTypes() {
        assertThat(SyscallTable.byName("openat").orElseThrow().arguments())
                .containsExactly(
                        new SyscallInfo.Argument("dirfd", "dirfd"),
                        new SyscallInfo.Argument("pathname", "path"),
                        new SyscallInfo.Argument("flags", "flags.open"),
                        new SyscallInfo.Argument("mode", "mode"));
    }

    @Test
    void traitsOfKnownCallsAreSet() {
        assertThat(traits("read")).containsExactly(Trait.MAY_BLOCK);
        assertThat(traits("mmap")).containsExactly(Trait.MAPS);
        assertThat(traits("clone3")).containsExactly(Trait.CREATES_TASK);
        assertThat(traits("rseq")).containsExactly(Trait.REFUSED_ENOSYS);
        assertThat(traits("ptrace")).containsExactly(Trait.REFUSED_EPERM);
        assertThat(traits("dup3")).containsExactlyInAnyOrder(Trait.OPENS_FD, Trait.CLOSES_FD);
        assertThat(traits("nanosleep")).containsExactlyInAnyOrder(Trait.MAY_BLOCK, Trait.WRITES_ON_ERROR);
        assertThat(traits("getpid")).isEmpty();
    }

    @Test
    void traitsOfAnOperationAreThoseOfThatOperation() {
        assertThat(operation("fcntl", 3, 7)).containsExactly(Trait.MAY_BLOCK);
        assertThat(operation("fcntl", 3, 1030)).containsExactly(Trait.OPENS_FD);
        assertThat(operation("fcntl", 3, 3)).isEmpty();
        assertThat(operation("futex", 0x1000, 129)).isEmpty();
        assertThat(operation("futex", 0x1000, 128)).containsExactly(Trait.MAY_BLOCK);
        assertThat(operation("ioctl", 0, 0x5413)).isEmpty();
    }

    private static Iterable<Trait> traits(String name) {
        return SyscallTable.byName(name).orElseThrow().traits();
    }

    private static Iterable<Trait> operation(String name, long... arguments) {
        return SyscallTable.traits(SyscallTable.byName(name).orElseThrow(), Frames.arguments(arguments));
    }
}
