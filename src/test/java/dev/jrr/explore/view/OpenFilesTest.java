package dev.jrr.explore.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.explore.SampleFrames;
import dev.jrr.kernel.SyscallTable;
import dev.jrr.model.Capture;
import dev.jrr.model.CloneRecord;
import dev.jrr.model.Event;
import dev.jrr.model.ExecRecord;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.testing.Fixtures;
import dev.jrr.trace.TraceReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OpenFilesTest {
    private static final TaskUid MAIN = SampleFrames.MAIN;
    private static final TaskUid OTHER = SampleFrames.OTHER;
    private static final long CLONE_FILES = 0x400;
    private static final long CLOEXEC = 02000000;
    private static final long AT = 0x9000;

    private final List<TraceFrame> frames = new ArrayList<>();

    @Test
    void openedFileIsListedWithItsModeAndOffset() {
        openat(3, "/etc/passwd", CLOEXEC);
        call("read", 100, named(0, "/etc/passwd"), 3, AT, 4096);
        call("lseek", 40, named(0, "/etc/passwd"), 3, 40, 0);
        assertThat(row(0, 3).facts()).contains("read only", "close on exec", "since frame 0");
        assertThat(row(0, 3).what()).isEqualTo("/etc/passwd");
        assertThat(row(1, 3).facts()).contains("offset 100 if it is a regular file", "read 100, written 0 bytes");
        assertThat(row(2, 3).facts()).contains("offset 40");
    }

    @Test
    void whatTheFrameChangedIsMarked() {
        openat(3, "/a", 1);
        openat(4, "/b", 1);
        call("write", 5, named(0, "/a"), 3, AT, 5);
        call("close", 0, List.of(), 4);
        assertThat(row(1, 3).isChanged()).isFalse();
        assertThat(row(1, 4).isChanged()).isTrue();
        assertThat(row(2, 3).isChanged()).isTrue();
        assertThat(at(3, MAIN).closed()).extracting(FileTable.Row::what).containsExactly("/b");
        assertThat(at(3, MAIN).rows()).extracting(FileTable.Row::descriptor).doesNotContain(4);
    }

    @Test
    void whatTheTraceDoesNotTellIsSaidToBeUnknown() {
        call("getpid", 1, List.of());
        openat(3, "/a", 02001);
        call("write", 5, List.of(), 3, AT, 5);
        assertThat(row(1, 0).what()).isEqualTo("unknown: open before the run, if at all");
        assertThat(row(1, 0).facts()).contains("mode unknown", "inherited");
        assertThat(row(2, 3).facts()).contains("write only, append", "offset unknown: it appends");
    }

    @Test
    void inheritedFileIsNamedByItsFirstUseAlsoBeforeIt() {
        openat(3, "/a", 0);
        call("read", 5, named(0, "/dev/pts/1"), 0, AT, 5);
        assertThat(row(0, 0).what()).isEqualTo("/dev/pts/1");
        assertThat(row(1, 0).facts()).contains("read 5, written 0 bytes").noneMatch(fact -> fact.contains("offset"));
    }

    @Test
    void bufferedCallIsBelievedOnlyIfTheDescriptorStaysTheSame() {
        openat(3, "/a", 0);
        add(MAIN, buffered("fcntl", named(0, "/wrong")), SampleFrames.registers(10, 0, 0, 10), List.of());
        add(MAIN, buffered("dup2", List.of()), SampleFrames.registers(0, 3, 0), List.of());
        add(MAIN, buffered("read", named(0, "/right")), SampleFrames.registers(1, 2, AT, 1), List.of());
        call("getppid", 1, List.of());
        openat(5, "/b", 0);
        assertThat(row(5, 0).what()).isEqualTo("/a");
        assertThat(row(5, 10).what()).startsWith("unknown");
        assertThat(row(5, 2).what()).isEqualTo("/right");
    }

    @Test
    void duplicatesShareTheirFile() {
        openat(3, "/a", 2);
        call("dup", 4, List.of(), 3);
        call("dup3", 7, List.of(), 3, 7, CLOEXEC);
        call("fcntl", 10, List.of(), 3, 1030, 10);
        call("write", 9, List.of(), 7, AT, 9);
        assertThat(row(4, 3).facts()).contains("offset 9 if it is a regular file", "same as 4, 7, 10");
        assertThat(row(4, 4).facts()).doesNotContain("close on exec");
        assertThat(row(4, 7).facts()).contains("close on exec");
        assertThat(row(4, 10).facts()).contains("close on exec");
        assertThat(row(4, 4).isChanged()).isTrue();
    }

    @Test
    void execClosesWhatIsMarkedSo() {
        openat(3, "/a", CLOEXEC);
        openat(4, "/b", 0);
        openat(5, "/c", 0);
        call("fcntl", 0, List.of(), 4, 2, 1);
        call("ioctl", 0, List.of(), 5, 0x5451);
        call("ioctl", 0, List.of(), 5, 0x5450);
        add(
                MAIN,
                new Event.Exec(
                        59, Registers.ZERO, List.of(), new ExecRecord("/p", List.of(), List.of(), 0, new byte[0])),
                Registers.ZERO,
                List.of());
        assertThat(at(6, MAIN).rows()).extracting(FileTable.Row::descriptor).containsExactly(0, 1, 2, 5);
        assertThat(at(6, MAIN).closed()).extracting(FileTable.Row::descriptor).containsExactly(3, 4);
    }

    @Test
    void pipeNamesWhoHoldsItsOtherEnd() {
        pair("pipe2", 3, 4, AT, 0);
        clone(0);
        call(OTHER, "close", 0, List.of(), 3);
        call("close", 0, List.of(), 4);
        call(OTHER, "close", 0, List.of(), 4);
        assertThat(row(0, 3).facts()).contains("read only", "other end: task 100 as 4");
        assertThat(row(3, 3).facts()).contains("other end: task 101 as 4");
        assertThat(row(4, 3).facts()).contains("other end closed");
    }

    @Test
    void threadsHaveTheirDescriptorsInCommonAndProcessesDoNot() {
        clone(CLONE_FILES);
        openat(3, "/a", 0);
        assertThat(row(1, OTHER, 3).what()).isEqualTo("/a");
        call(OTHER, "unshare", 0, List.of(), CLONE_FILES);
        call(OTHER, "close", 0, List.of(), 3);
        assertThat(at(3, OTHER).rows()).extracting(FileTable.Row::descriptor).doesNotContain(3);
        assertThat(row(3, 3).what()).isEqualTo("/a");
        assertThat(row(2, 3).facts()).contains("shared with task 101 as 3");
    }

    @Test
    void rangesAreClosedAndMarked() {
        openat(3, "/a", 0);
        openat(4, "/b", 0);
        openat(9, "/c", 0);
        call("close_range", 0, List.of(), 4, 0xffffffffL, 4);
        call("close_range", 0, List.of(), 4, 8, 0);
        assertThat(row(3, 9).facts()).contains("close on exec");
        assertThat(row(3, 3).facts()).doesNotContain("close on exec");
        assertThat(at(4, MAIN).rows()).extracting(FileTable.Row::descriptor).containsExactly(0, 1, 2, 3, 9);
    }

    @Test
    void socketsSayTheirAddresses() {
        call("socket", 3, List.of(), 2, 1 | 04000 | CLOEXEC, 0);
        input("bind", 0, address(80), 3, AT, 16);
        call("listen", 0, List.of(), 3, 5);
        ByteBuffer length =
                ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(16);
        written(
                "accept4",
                4,
                List.of(MemoryWrite.of(AT, address(4000)), MemoryWrite.of(AT + 100, length.array())),
                3,
                AT,
                AT + 100,
                CLOEXEC);
        call("socket", 5, List.of(), 2, 2, 0);
        input("connect", -115, address(53), 5, AT, 16);
        assertThat(row(0, 3).what()).isEqualTo("TCP socket");
        assertThat(row(0, 3).facts()).contains("read and write, non-blocking", "close on exec");
        assertThat(row(2, 3).facts()).contains("listening", "at 10.0.0.7:80");
        assertThat(row(3, 4).facts()).contains("accepted", "at 10.0.0.7:80", "peer 10.0.0.7:4000");
        assertThat(row(5, 5).facts()).contains("peer 10.0.0.7:53");
    }

    @Test
    void descriptorsThatCameWithAMessageAreNotGuessed() {
        call("socket", 3, List.of(), 1, 1, 0);
        ByteBuffer header = ByteBuffer.allocate(56).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(32, AT + 500).putLong(40, 24);
        ByteBuffer control = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        control.putLong(20).putInt(1).putInt(1).putInt(8);
        written(
                "recvmsg",
                1,
                List.of(MemoryWrite.of(AT, header.array()), MemoryWrite.of(AT + 500, control.array())),
                3,
                AT,
                0x40000000);
        assertThat(row(1, 8).what()).isEqualTo("unknown: received over descriptor 3");
        assertThat(row(1, 8).facts()).contains("close on exec", "mode unknown");
        assertThat(row(1, 3).facts()).contains("read 1, written 0 bytes");
    }

    @Test
    void otherThingsSayWhatTheyAre() {
        call("eventfd2", 3, List.of(), 0, 04000);
        call("epoll_create1", 4, List.of(), 0);
        call("epoll_ctl", 0, List.of(), 4, 1, 3, AT);
        call("timerfd_create", 5, List.of(), 1, 0);
        call("signalfd4", 6, List.of(), -1, AT, 8, 0);
        call("inotify_init1", 7, List.of(), 0);
        call("pidfd_open", 8, List.of(), 4711, 0);
        call("landlock_create_ruleset", 9, List.of());
        assertThat(at(7, MAIN).rows())
                .extracting(FileTable.Row::what)
                .containsSequence(
                        "eventfd",
                        "epoll",
                        "timerfd",
                        "signalfd",
                        "inotify",
                        "pidfd of process 4711",
                        "landlock_create_ruleset");
        assertThat(row(2, 4).facts()).contains("watches 3");
        assertThat(row(0, 3).facts()).contains("read and write, non-blocking");
    }

    @Test
    void failedCallsOpenNothing() {
        openat(-2, "/a", 0);
        call("close", -5, List.of(), 1);
        assertThat(at(0, MAIN).rows()).extracting(FileTable.Row::descriptor).containsExactly(0, 1, 2);
        assertThat(at(1, MAIN).rows()).extracting(FileTable.Row::descriptor).containsExactly(0, 2);
    }

    @Test
    void bytesOfAFileGoFromOneToAnother() {
        openat(3, "/a", 0);
        openat(4, "/b", 1);
        call("sendfile", 50, List.of(), 4, 3, 0, 100);
        call("pwrite64", 7, List.of(), 4, AT, 7, 1000);
        assertThat(row(3, 3).facts()).contains("read 50, written 0 bytes", "offset 50 if it is a regular file");
        assertThat(row(3, 4).facts()).contains("read 0, written 57 bytes", "offset 50 if it is a regular file");
    }

    @Test
    void stateIsTheSameFromWhereverItIsAskedFor() {
        for (int i = 0; i < 3000; i++) {
            int descriptor = 3 + i % 11;
            if (i % 5 == 0) {
                openat(descriptor, "/file" + i, i % 3);
            } else if (i % 5 == 4) {
                call("close", 0, List.of(), descriptor);
            } else {
                call("read", i % 50, List.of(), descriptor, AT, 50);
            }
        }
        Frames all = Frames.of(frames);
        FrameHistory<OpenFiles> one = OpenFiles.history(all);
        int place = 1;
        for (int i = 0; i < 60; i++) {
            place = i % 2 == 0 ? (place * 31 + 977) % 3000 : Math.max(0, place - 1);
            FileTable fresh = OpenFiles.history(all).at(all, place).table(place, MAIN);
            assertThat(one.at(all, place).table(place, MAIN)).isEqualTo(fresh);
        }
    }

    @Test
    void everyKeptRecordingIsReadToItsEnd() {
        for (String name : Fixtures.names()) {
            try (TraceReader trace = TraceReader.open(Fixtures.trace(name))) {
                Frames all = Frames.of(trace);
                TaskUid first = trace.summary().tasks().get(0).task();
                FrameHistory<OpenFiles> history = OpenFiles.history(all);
                for (long i = all.count() - 1; i >= 0; i -= 7) {
                    assertThat(history.at(all, i).table(i, first).rows())
                            .as("%s at %d", name, i)
                            .allMatch(row -> !row.what().isEmpty());
                }
            }
        }
    }

    // Frames.

    private static List<Event.FdName> named(int argument, String name) {
        return List.of(new Event.FdName(argument, name));
    }

    private void openat(long result, String path, long flags) {
        byte[] bytes = (path + "\0").getBytes(StandardCharsets.UTF_8);
        Event.Syscall call =
                SampleFrames.call(Event.Phase.WHOLE, 257, result, List.of(new Capture(1, AT, bytes)), List.of());
        add(MAIN, call, SampleFrames.registers(result, -100, AT, flags), List.of());
    }

    private void call(String name, long result, List<Event.FdName> names, long... arguments) {
        call(MAIN, name, result, names, arguments);
    }

    private void call(TaskUid task, String name, long result, List<Event.FdName> names, long... arguments) {
        Event.Syscall call = SampleFrames.call(Event.Phase.WHOLE, number(name), result, List.of(), names);
        add(task, call, SampleFrames.registers(result, arguments), List.of());
    }

    private void input(String name, long result, byte[] input, long... arguments) {
        Event.Syscall call = SampleFrames.call(
                Event.Phase.WHOLE, number(name), result, List.of(new Capture(1, arguments[1], input)), List.of());
        add(MAIN, call, SampleFrames.registers(result, arguments), List.of());
    }

    private void written(String name, long result, List<MemoryWrite> writes, long... arguments) {
        Event.Syscall call = SampleFrames.call(Event.Phase.WHOLE, number(name), result, List.of(), List.of());
        add(MAIN, call, SampleFrames.registers(result, arguments), writes);
    }

    private void pair(String name, int one, int two, long... arguments) {
        ByteBuffer both = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(one)
                .putInt(two);
        written(name, 0, List.of(MemoryWrite.of(AT, both.array())), arguments);
    }

    private void clone(long flags) {
        Event.Syscall call = new Event.Syscall(
                Event.Phase.WHOLE,
                Event.Handling.TRACED,
                56,
                Optional.empty(),
                OTHER.tid(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(new CloneRecord(OTHER, flags, Registers.ZERO, List.of())),
                new byte[0]);
        add(MAIN, call, SampleFrames.registers(OTHER.tid(), flags), List.of());
    }

    private static Event.Syscall buffered(String name, List<Event.FdName> names) {
        return new Event.Syscall(
                Event.Phase.WHOLE,
                Event.Handling.BUFFERED,
                number(name),
                Optional.empty(),
                name.equals("fcntl") ? 10 : 0,
                List.of(),
                names,
                Optional.empty(),
                Optional.empty(),
                new byte[0]);
    }

    private static int number(String name) {
        return SyscallTable.byName(name).orElseThrow().number();
    }

    private void add(TaskUid task, Event event, Registers registers, List<MemoryWrite> writes) {
        frames.add(new TraceFrame(frames.size(), task, 0, event, registers, writes, Optional.empty()));
    }

    private static byte[] address(int port) {
        return new byte[] {2, 0, (byte) (port >> 8), (byte) port, 10, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0};
    }

    private FileTable at(long position, TaskUid task) {
        Frames all = Frames.of(frames);
        return OpenFiles.history(all).at(all, position).table(position, task);
    }

    private FileTable.Row row(long position, int descriptor) {
        return row(position, MAIN, descriptor);
    }

    private FileTable.Row row(long position, TaskUid task, int descriptor) {
        return at(position, task).rows().stream()
                .filter(row -> row.descriptor() == descriptor)
                .findFirst()
                .orElseThrow();
    }
}
