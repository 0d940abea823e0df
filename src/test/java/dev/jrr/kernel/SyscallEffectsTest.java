package dev.jrr.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.model.Capture;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyscallEffectsTest {
    private static final long A = FakeMemory.BASE + 0x1000;
    private static final long B = FakeMemory.BASE + 0x2000;
    private static final long C = FakeMemory.BASE + 0x3000;
    private static final long D = FakeMemory.BASE + 0x4000;
    private static final long E = FakeMemory.BASE + 0x5000;

    private final FakeMemory memory = new FakeMemory();

    @Test
    void readMayWriteItsCountAndHasWrittenItsResult() {
        assertThat(mayWrite("read", 3, A, 100)).containsExactly(new Region(1, true, false, A, 100));
        assertThat(written("read", 7, 3, A, 100)).containsExactly(new Region(1, true, false, A, 7));
        assertThat(written("read", 0, 3, A, 100)).isEmpty();
        assertThat(written("read", -11, 3, A, 100)).isEmpty();
        assertThat(written("read", -512, 3, A, 100)).isEmpty();
    }

    @Test
    void hugeCountsAreBoundedByWhatTheKernelTransfers() {
        assertThat(mayWrite("read", 3, A, -1)).containsExactly(new Region(1, true, false, A, 0x7ffff000));
    }

    @Test
    void nullPointersAreNoRegions() {
        assertThat(mayWrite("wait4", -1, 0, 0, 0)).isEmpty();
        assertThat(written("time", 5, 0)).isEmpty();
    }

    @Test
    void pollIsReadAndWrittenWhateverItReturns() {
        assertThat(mayWrite("poll", A, 3, -1)).containsExactly(new Region(0, true, true, A, 24));
        assertThat(written("poll", -514, A, 3, -1)).containsExactly(new Region(0, true, true, A, 24));
    }

    @Test
    void selectWritesWholeWordsOfItsSetsAndTheTimeLeft() {
        assertThat(written("select", 1, 65, A, 0, B, C))
                .containsExactly(
                        new Region(1, true, true, A, 16),
                        new Region(3, true, true, B, 16),
                        new Region(4, true, true, C, 16));
        assertThat(written("select", -514, 65, A, 0, B, C)).containsExactly(new Region(4, true, true, C, 16));
    }

    @Test
    void epollWaitHasWrittenTwelveBytesForEachEvent() {
        assertThat(mayWrite("epoll_wait", 4, A, 10, -1)).containsExactly(new Region(1, true, false, A, 120));
        assertThat(written("epoll_wait", 2, 4, A, 10, -1)).containsExactly(new Region(1, true, false, A, 24));
    }

    @Test
    void nanosleepWritesTheRestOnlyWhenInterrupted() {
        assertThat(written("nanosleep", 0, A, B)).isEmpty();
        assertThat(written("nanosleep", -516, A, B)).containsExactly(new Region(1, true, false, B, 16));
        assertThat(written("clock_nanosleep", -4, 1, 0, A, B)).containsExactly(new Region(3, true, false, B, 16));
    }

    @Test
    void wait4WritesOnlyIfItFoundAChild() {
        assertThat(written("wait4", 0, -1, A, 1, 0)).isEmpty();
        assertThat(written("wait4", 12, -1, A, 0, B))
                .containsExactly(new Region(1, true, false, A, 4), new Region(3, true, false, B, 144));
    }

    @Test
    void acceptWritesAsManyBytesAsTheLengthSaysAfterwards() {
        memory.u32(B, 16);
        assertThat(written("accept", 5, 3, A, B))
                .containsExactly(new Region(1, true, false, A, 16), new Region(2, true, true, B, 4));
        memory.u32(B, 0x7fffffff);
        assertThat(written("accept", 5, 3, A, B)).contains(new Region(1, true, false, A, 128));
    }

    @Test
    void getsockoptWritesItsLengthAndThatManyBytes() {
        memory.u32(B, 4);
        assertThat(written("getsockopt", 0, 3, 1, 4, A, B))
                .containsExactly(new Region(3, true, false, A, 4), new Region(4, true, true, B, 4));
    }

    @Test
    void getxattrThatAsksForTheSizeWritesNothing() {
        assertThat(written("getxattr", 40, A, B, C, 0)).isEmpty();
        assertThat(written("getxattr", 40, A, B, C, 64)).containsExactly(new Region(2, true, false, C, 40));
    }

    @Test
    void readvFillsBuffersInOrderUpToItsResult() {
        memory.u64(A, B, 10, C, 10);
        assertThat(mayWrite("readv", 3, A, 2))
                .containsExactly(new Region(1, false, false, B, 10), new Region(1, false, false, C, 10));
        assertThat(written("readv", 13, 3, A, 2))
                .containsExactly(new Region(1, false, false, B, 10), new Region(1, false, false, C, 3));
        assertThat(written("readv", 10, 3, A, 2)).containsExactly(new Region(1, false, false, B, 10));
    }

    @Test
    void recvmsgWritesHeaderNameBuffersAndControl() {
        memory.u64(A, B, 16, C, 1, D, 20, 0).u64(C, E, 100);
        assertThat(written("recvmsg", 5, 3, A, 0))
                .containsExactly(
                        new Region(1, true, true, A, 56),
                        new Region(1, false, false, B, 16),
                        new Region(1, false, false, E, 5),
                        new Region(1, false, false, D, 20));
        assertThat(written("recvmsg", -11, 3, A, 0)).isEmpty();
    }

    @Test
    void recvmmsgWritesTheMessagesThatCame() {
        memory.u64(A, 0, 0, C, 1, 0, 0, 0, 7)
                .u64(A + 64, 0, 0, C, 1, 0, 0, 0, 9)
                .u64(C, E, 100);
        assertThat(written("recvmmsg", 1, 3, A, 2, 0, 0))
                .containsExactly(new Region(1, true, true, A, 64), new Region(1, false, false, E, 7));
        assertThat(mayWrite("recvmmsg", 3, A, 2, 0, 0))
                .containsExactly(
                        new Region(1, true, true, A, 128),
                        new Region(1, false, false, E, 100),
                        new Region(1, false, false, E, 100));
    }

    @Test
    void sendmmsgWritesTheLengthsOfWhatWasSent() {
        assertThat(written("sendmmsg", 2, 3, A, 3, 0))
                .containsExactly(new Region(1, false, false, A + 56, 4), new Region(1, false, false, A + 120, 4));
    }

    @Test
    void terminalRequestsAreKnownByNameAndOthersByTheirBits() {
        assertThat(written("ioctl", 0, 0, 0x5401, A)).containsExactly(new Region(2, true, false, A, 36));
        assertThat(written("ioctl", 0, 0, 0x802c542aL, A)).containsExactly(new Region(2, true, false, A, 44));
        assertThat(written("ioctl", 0, 0, 0x5413, A)).containsExactly(new Region(2, true, false, A, 8));
        assertThat(written("ioctl", 0, 0, 0x5421, A)).isEmpty();
        assertThat(written("ioctl", 0, 0, 0x80107799L, A)).containsExactly(new Region(2, true, false, A, 16));
        assertThat(written("ioctl", 0, 0, 0xffffffffc0107799L, A)).containsExactly(new Region(2, true, true, A, 16));
        assertThat(written("ioctl", -25, 0, 0x5401, A)).isEmpty();
    }

    @Test
    void aRequestWithoutDirectionThatNoTableKnowsIsSaidToBeUnknown() {
        assertThat(isKnown("ioctl", 0, 0x7799, A)).isFalse();
        assertThat(isKnown("ioctl", 0, 0x5401, A)).isTrue();
        assertThat(isKnown("prctl", 12345)).isFalse();
        assertThat(isKnown("read", 0)).isTrue();
    }

    @Test
    void listOfInterfacesIsWrittenThroughItsPointer() {
        memory.u64(A, 80, B);
        assertThat(written("ioctl", 0, 3, 0x8912, A))
                .containsExactly(new Region(2, true, true, A, 16), new Region(2, false, false, B, 80));
    }

    @Test
    void fcntlWritesLocksAndOwners() {
        assertThat(written("fcntl", 0, 3, 5, A)).containsExactly(new Region(2, true, true, A, 32));
        assertThat(written("fcntl", 0, 3, 16, A)).containsExactly(new Region(2, true, false, A, 8));
        assertThat(written("fcntl", 0, 3, 6, A)).isEmpty();
        assertThat(written("fcntl", 0, 3, 1, A)).isEmpty();
    }

    @Test
    void prctlWritesByItsOption() {
        assertThat(written("prctl", 0, 16, A)).containsExactly(new Region(1, true, false, A, 16));
        assertThat(written("prctl", 0, 2, A)).containsExactly(new Region(1, true, false, A, 4));
        assertThat(written("prctl", 0, 15, A)).isEmpty();
    }

    @Test
    void futexOperationsWriteTheWordsThatTheKernelChanges() {
        assertThat(written("futex", 1, A, 129, 1)).isEmpty();
        assertThat(written("futex", 1, A, 133, 1, 1, B, 0)).containsExactly(new Region(4, true, true, B, 4));
        assertThat(written("futex", -110, A, 134, 0, 0)).containsExactly(new Region(0, true, true, A, 4));
        assertThat(mayWrite("futex", A, 135)).containsExactly(new Region(0, true, true, A, 4));
        assertThat(written("futex", 1, A, 140, 1, 1, B, 0)).containsExactly(new Region(4, true, true, B, 4));
    }

    @Test
    void futexOperationsKeepTheWordsThatTheyAreAbout() {
        memory.u32(A, 2, 9).u32(B, 3, 9);
        Capture first = new Capture(0, A, new byte[] {2, 0, 0, 0});
        Capture second = new Capture(4, B, new byte[] {3, 0, 0, 0});
        for (long operation : new long[] {0, 1, 6, 7, 8, 9, 10, 13, 128, 129}) {
            assertThat(inputs("futex", A, operation, 2, 0, B, 0)).containsExactly(first);
        }
        for (long operation : new long[] {3, 4, 5, 12, 133}) {
            assertThat(inputs("futex", A, operation, 2, 0, B, 0)).containsExactly(first, second);
        }
        assertThat(inputs("futex", A, 99, 2, 0, B, 0)).isEmpty();
    }

    @Test
    void sharedMemoryAndSemaphoreControlWriteByCommand() {
        assertThat(written("shmctl", 0, 1, 2, A)).containsExactly(new Region(2, true, false, A, 112));
        assertThat(written("shmctl", 0, 1, 0, A)).isEmpty();
        assertThat(written("semctl", 0, 1, 0, 2, A)).containsExactly(new Region(3, true, false, A, 104));
        assertThat(written("msgctl", 0, 1, 2, A)).containsExactly(new Region(2, true, false, A, 120));
        assertThat(written("msgrcv", 5, 1, A, 100, 0, 0)).containsExactly(new Region(1, true, false, A, 13));
    }

    @Test
    void cloneWritesTheParentsWordOnlyIfAsked() {
        assertThat(written("clone", 77, 0x100000, 0, A, B, 0)).containsExactly(new Region(2, true, false, A, 4));
        assertThat(written("clone", 77, 0x1000, 0, A, B, 0)).containsExactly(new Region(2, true, false, A, 4));
        assertThat(written("clone", 77, 0x11, 0, A, B, 0)).isEmpty();
        memory.u64(A, 0x101000, B, C, D);
        assertThat(written("clone3", 77, A, 88))
                .containsExactly(new Region(0, false, false, B, 4), new Region(0, false, false, D, 4));
    }

    @Test
    void capgetWritesAsManySetsAsTheVersionHas() {
        memory.u32(A, 0x20080522, 0);
        assertThat(written("capget", 0, A, B)).contains(new Region(1, true, false, B, 24));
        memory.u32(A, 0x19980330, 0);
        assertThat(written("capget", 0, A, B)).contains(new Region(1, true, false, B, 12));
    }

    @Test
    void mincoreWritesAByteForEachPageEvenAPartialOne() {
        assertThat(written("mincore", 0, A, 4097, B)).containsExactly(new Region(2, true, false, B, 2));
    }

    @Test
    void fileHandleHasTheLengthThatItSays() {
        memory.u32(B, 12, 1);
        assertThat(written("name_to_handle_at", 0, -100, A, B, C, 0)).contains(new Region(2, true, true, B, 20));
    }

    @Test
    void pathsAreCapturedWithTheirZero() {
        memory.text(A, "/etc/passwd");
        assertThat(inputs("openat", -100, A, 0)).containsExactly(capture(1, A, "/etc/passwd\0"));
    }

    @Test
    void buffersAreCapturedUpToTheLimit() {
        memory.text(A, "x".repeat(64));
        assertThat(inputs("write", 1, A, 64)).containsExactly(capture(1, A, "x".repeat(32)));
        assertThat(inputs("read", 1, A, 64)).isEmpty();
    }

    @Test
    void vectorsAreCapturedWithTheirFirstBuffers() {
        memory.u64(A, B, 3, C, 40).text(B, "abc").text(C, "d".repeat(40));
        List<Capture> captures = inputs("writev", 1, A, 2);
        assertThat(captures).hasSize(3);
        assertThat(captures.get(0).bytes()).hasSize(32);
        assertThat(captures.subList(1, 3)).containsExactly(capture(1, B, "abc"), capture(1, C, "d".repeat(29)));
    }

    @Test
    void argumentsOfAProgramAreOneCapture() {
        memory.text(A, "/bin/ls").u64(B, C, D, 0).text(C, "ls").text(D, "-l");
        assertThat(inputs("execve", A, B, 0)).containsExactly(capture(0, A, "/bin/ls\0"), capture(1, B, "ls\0-l\0"));
    }

    @Test
    void unmappedPointersAreCapturedAsNothing() {
        assertThat(inputs("openat", -100, 0xdead0000L, 0)).isEmpty();
        assertThat(inputs("execve", 0xdead0000L, 0xdead0000L, 0)).isEmpty();
        assertThat(inputs("sendmsg", 3, 0xdead0000L, 0)).isEmpty();
    }

    @Test
    void everyOperationOfEveryCallTakesAnyArguments() {
        long[] values = {0, 1, -1, A, 0x7fffffff, Long.MIN_VALUE, 0xffffffffL, FakeMemory.BASE + 0xfffe};
        memory.u64(A, -1, A, A, -1, Long.MAX_VALUE, A, -1, -1);
        for (String name : SyscallTable.names()) {
            SyscallInfo call = SyscallTable.byName(name).orElseThrow();
            for (int i = 0; i < values.length; i++) {
                long[] arguments = new long[6];
                for (int j = 0; j < 6; j++) {
                    arguments[j] = values[(i + j * 3) % values.length];
                }
                var entry = Frames.arguments(arguments);
                SyscallEffects.inputs(call, entry, memory, 32);
                assertThat(SyscallEffects.mayWrite(call, entry, memory)).allMatch(r -> r.length() <= 0x7ffff000L);
                SyscallEffects.written(call, entry, values[i], memory);
            }
        }
    }

    private List<Region> mayWrite(String name, long... arguments) {
        return SyscallEffects.mayWrite(call(name), Frames.arguments(arguments), memory);
    }

    private List<Region> written(String name, long result, long... arguments) {
        return SyscallEffects.written(call(name), Frames.arguments(arguments), result, memory);
    }

    private List<Capture> inputs(String name, long... arguments) {
        return SyscallEffects.inputs(call(name), Frames.arguments(arguments), memory, 32);
    }

    private static boolean isKnown(String name, long... arguments) {
        return SyscallEffects.isKnown(call(name), Frames.arguments(arguments));
    }

    private static SyscallInfo call(String name) {
        return SyscallTable.byName(name).orElseThrow();
    }

    private static Capture capture(int argument, long address, String text) {
        return new Capture(argument, address, text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
