package dev.jrr.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.model.Event;
import dev.jrr.model.Registers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameTextRobustnessTest {
    private static final long[] ADDRESSES = {0, 1, 0x1000, 0x1004, 0x2000, 0x3000, -1, -8, Long.MAX_VALUE};

    private final Random random = new Random(7);

    @Test
    void everyCallWithAnyBytesIsOneLine() {
        for (String name : SyscallTable.names()) {
            for (int i = 0; i < 2; i++) {
                assertOneLine(randomCall(name).text());
            }
        }
    }

    @Test
    void everyOperationWithAnyBytesIsOneLine() {
        for (String name : List.of("fcntl", "futex", "prctl", "semctl", "keyctl", "quotactl", "sysfs", "seccomp")) {
            Variants variants = Variants.of(name);
            for (long value : variants.names().keySet()) {
                long[] arguments = arguments();
                Registers selecting = variants.selecting(value);
                for (int i = 0; i < 6; i++) {
                    arguments[i] = selecting.argument(i) != 0 ? selecting.argument(i) : arguments[i];
                }
                assertOneLine(filled(Frames.call(name, result(), arguments)).text());
            }
        }
    }

    @Test
    void messagesThatPointAnywhereAreOneLine() {
        for (int i = 0; i < 60; i++) {
            for (String name : List.of("recvmsg", "sendmsg", "recvmmsg", "readv", "clone3", "pselect6", "execve")) {
                long[] words = new long[24];
                for (int j = 0; j < words.length; j++) {
                    words[j] = random.nextBoolean() ? address() : random.nextInt(300) - 20;
                }
                Frames frame = Frames.call(name, result(), 3, 0x1000, random.nextInt(9), 3, 4, 0x1000)
                        .in(1, 0x1000, Frames.u64(words))
                        .in(1, 0x3000, bytes());
                assertOneLine(frame.outAt(0x2000, bytes()).text());
            }
        }
    }

    @Test
    void otherEventsWithAnyBytesAreOneLine() {
        for (int i = 0; i < 200; i++) {
            byte[] siginfo = bytes();
            Event.Disposition disposition = Event.Disposition.values()[random.nextInt(4)];
            Event signal =
                    new Event.Signal(random.nextInt(140) - 10, siginfo, disposition, true, Registers.ZERO, new byte[0]);
            assertOneLine(FrameText.describe(Frames.frame(signal, Registers.ZERO, List.of())));
            Event exit = new Event.Exit(random.nextInt(), true);
            assertOneLine(FrameText.describe(Frames.frame(exit, Registers.ZERO, List.of())));
        }
    }

    @Test
    void numbersThatNoTableKnowsAreOneLine() {
        assertOneLine(randomCall("no_such_call").text());
    }

    private Frames randomCall(String name) {
        return filled(Frames.call(name, result(), arguments()));
    }

    private Frames filled(Frames frame) {
        for (int i = 0; i < 6; i++) {
            if (random.nextBoolean()) {
                frame.in(i, bytes());
            }
            if (random.nextBoolean()) {
                frame.out(i, bytes());
            }
        }
        frame.fd(random.nextInt(6), new String(bytes(), StandardCharsets.UTF_16));
        return frame.phase(Event.Phase.values()[random.nextInt(3)]);
    }

    private long[] arguments() {
        long[] arguments = new long[6];
        for (int i = 0; i < 6; i++) {
            arguments[i] = random.nextInt(3) == 0 ? random.nextLong() : address();
        }
        return arguments;
    }

    private long address() {
        return ADDRESSES[random.nextInt(ADDRESSES.length)];
    }

    private long result() {
        return random.nextBoolean() ? random.nextInt(100) : random.nextLong() >> random.nextInt(60);
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(160)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void assertOneLine(String text) {
        assertThat(text).isNotEmpty();
        assertThat(text.chars().noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029))
                .isTrue();
    }
}
