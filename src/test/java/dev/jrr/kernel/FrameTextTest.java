package dev.jrr.kernel;

import static dev.jrr.kernel.Frames.call;
import static dev.jrr.kernel.Frames.text;
import static dev.jrr.kernel.Frames.u32;
import static dev.jrr.kernel.Frames.u64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.model.Capture;
import dev.jrr.model.Event;
import dev.jrr.model.ExecRecord;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.model.TraceFrame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameTextTest {
    private static final long A = 0x1000;
    private static final long B = 0x2000;
    private static final long C = 0x3000;
    private static final long D = 0x4000;

    @Test
    void readShowsTheStartOfWhatCame() {
        assertThat(call("read", 1834, 3, A, 4096)
                        .out(1, text("root:x:0:0:root:/root:/bin/bash\ndaemon"))
                        .fd(0, "/etc/passwd")
                        .text())
                .isEqualTo("read(3</etc/passwd>, \"root:x:0:0:root:/root:/bin/bash\\n\"..., 4096) = 1834");
        assertThat(call("read", 0, 3, A, 4096).text()).isEqualTo("read(3, \"\", 4096) = 0");
    }

    @Test
    void openShowsAModeOnlyIfItCreates() {
        assertThat(call("openat", 3, -100, A, 02000000)
                        .in(1, text("/etc/passwd\0"))
                        .text())
                .isEqualTo("openat(AT_FDCWD, \"/etc/passwd\", O_RDONLY|O_CLOEXEC) = 3");
        assertThat(call("openat", 3, -100, A, 01101, 0644).in(1, text("x\0")).text())
                .isEqualTo("openat(AT_FDCWD, \"x\", O_WRONLY|O_CREAT|O_TRUNC, 0644) = 3");
    }

    @Test
    void errorsHaveTheirNameAndText() {
        assertThat(call("access", -2, A, 4).in(0, text("/x\0")).text())
                .isEqualTo("access(\"/x\", R_OK) = -1 ENOENT (No such file or directory)");
        assertThat(call("read", -512, 0, A, 1).text())
                .isEqualTo("read(0, 0x1000, 1) = ? ERESTARTSYS (to be restarted)");
    }

    @Test
    void futexShowsItsOperation() {
        assertThat(call("futex", 1, A, 129, 1).text()).isEqualTo("futex(0x1000, FUTEX_WAKE_PRIVATE, 1) = 1");
        assertThat(call("futex", -110, A, 393, 2, B, 0, -1).in(3, u64(1, 5)).text())
                .isEqualTo("futex(0x1000, FUTEX_WAIT_BITSET_PRIVATE|FUTEX_CLOCK_REALTIME, 2, {tv_sec=1, tv_nsec=5}, "
                        + "NULL, FUTEX_BITSET_MATCH_ANY) = -1 ETIMEDOUT (Connection timed out)");
    }

    @Test
    void statShowsTypeAndSize() {
        byte[] stat = ByteBuffer.allocate(144)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(24, 0100644)
                .putLong(48, 1834)
                .array();
        assertThat(call("fstat", 0, 3, A).fd(0, "/x").out(1, stat).text())
                .isEqualTo("fstat(3</x>, {st_mode=S_IFREG|0644, st_size=1834, ...}) = 0");
    }

    @Test
    void pipeShowsBothEnds() {
        assertThat(call("pipe2", 0, A, 02000000).out(0, u32(3, 4)).text()).isEqualTo("pipe2([3, 4], O_CLOEXEC) = 0");
    }

    @Test
    void waitShowsHowTheChildEnded() {
        assertThat(call("wait4", 123, -1, A, 0, 0).out(1, u32(0)).text())
                .isEqualTo("wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 0}], 0, NULL) = 123");
        assertThat(call("wait4", 123, -1, A, 1, 0).out(1, u32(0x8b)).text())
                .isEqualTo(
                        "wait4(-1, [{WIFSIGNALED(s) && WTERMSIG(s) == SIGSEGV && WCOREDUMP(s)}], WNOHANG, NULL) = 123");
    }

    @Test
    void pollShowsWhatItFoundAfterTheResult() {
        assertThat(call("poll", 1, A, 1, 100)
                        .in(0, u32(3, 0x00001))
                        .out(0, u32(3, 0x10001))
                        .text())
                .isEqualTo("poll([{fd=3, events=POLLIN, revents=0}], 1, 100) = 1 ([{fd=3, revents=POLLIN}])");
        assertThat(call("poll", 0, A, 0, 100).text()).isEqualTo("poll(0x1000, 0, 100) = 0 (timeout)");
    }

    @Test
    void selectShowsSetsAndTheTimeLeft() {
        assertThat(call("select", 1, 6, A, 0, 0, B)
                        .in(1, u64(0x28))
                        .in(4, u64(5, 0))
                        .out(1, u64(0x8))
                        .out(4, u64(4, 9))
                        .text())
                .isEqualTo("select(6, [3 5], NULL, NULL, {tv_sec=5, tv_usec=0}) = 1 "
                        + "(in [3], left {tv_sec=4, tv_usec=9})");
    }

    @Test
    void socketAddressesAreDecoded() {
        assertThat(call("connect", -115, 3, A, 16)
                        .in(1, new byte[] {2, 0, 0, 80, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0})
                        .text())
                .isEqualTo("connect(3, {sa_family=AF_INET, sin_port=80, sin_addr=127.0.0.1}, 16) "
                        + "= -1 EINPROGRESS (Operation now in progress)");
        assertThat(call("bind", 0, 3, A, 110).in(1, text("\1\0/tmp/s\0rest")).text())
                .isEqualTo("bind(3, {sa_family=AF_UNIX, sun_path=\"/tmp/s\"}, 110) = 0");
        assertThat(call("accept", 5, 3, A, B)
                        .in(2, u32(128))
                        .out(1, text("\1\0"))
                        .out(2, u32(2))
                        .text())
                .isEqualTo("accept(3, {sa_family=AF_UNIX}, [128 => 2]) = 5");
    }

    @Test
    void socketsShowTypesAndOptions() {
        assertThat(call("socket", 3, 2, 02000001, 6).text())
                .isEqualTo("socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_TCP) = 3");
        assertThat(call("setsockopt", 0, 3, 1, 2, A, 4).in(3, u32(1)).text())
                .isEqualTo("setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0");
        assertThat(call("getsockopt", 0, 3, 1, 4, A, B)
                        .in(4, u32(4))
                        .out(3, u32(111))
                        .out(4, u32(4))
                        .text())
                .isEqualTo("getsockopt(3, SOL_SOCKET, SO_ERROR, [111], [4]) = 0");
    }

    @Test
    void signalActionsShowHandlerAndMask() {
        assertThat(call("rt_sigaction", 0, 2, A, 0, 8)
                        .in(1, u64(0x401000, 0x4000000, 0x402000, 0))
                        .text())
                .isEqualTo("rt_sigaction(SIGINT, {sa_handler=0x401000, sa_mask=[], sa_flags=SA_RESTORER, "
                        + "sa_restorer=0x402000}, NULL, 8) = 0");
        assertThat(call("rt_sigprocmask", 0, 0, A, B, 8)
                        .in(1, u64(0x4002))
                        .out(2, u64(0))
                        .text())
                .isEqualTo("rt_sigprocmask(SIG_BLOCK, [INT TERM], [], 8) = 0");
    }

    @Test
    void mappingsShowTheirAddress() {
        assertThat(call("mmap", 0x7f0000001000L, 0, 4096, 3, 0x22, -1, 0).text())
                .isEqualTo("mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000001000");
        assertThat(call("mremap", 0x5000, A, 4096, 8192, 1, 99).text())
                .isEqualTo("mremap(0x1000, 4096, 8192, MREMAP_MAYMOVE) = 0x5000");
        assertThat(call("brk", 0x5000, 0).text()).isEqualTo("brk(NULL) = 0x5000");
    }

    @Test
    void terminalRequestsHaveNames() {
        assertThat(call("ioctl", 0, 1, 0x5413, A).out(2, u32(24 | 80 << 16, 0)).text())
                .isEqualTo("ioctl(1, TIOCGWINSZ, {ws_row=24, ws_col=80, ws_xpixel=0, ws_ypixel=0}) = 0");
        assertThat(call("ioctl", -25, 1, 0x80107799L, A).text())
                .isEqualTo("ioctl(1, _IOC(_IOC_READ, 0x77, 0x99, 0x10), 0x1000) "
                        + "= -1 ENOTTY (Inappropriate ioctl for device)");
    }

    @Test
    void fcntlShowsCommandsArgumentsAndFlags() {
        assertThat(call("fcntl", 0, 3, 2, 1).text()).isEqualTo("fcntl(3, F_SETFD, FD_CLOEXEC) = 0");
        assertThat(call("fcntl", 0x8002, 3, 3).text())
                .isEqualTo("fcntl(3, F_GETFL) = 0x8002 (flags O_RDWR|O_LARGEFILE)");
        assertThat(call("fcntl", 1, 3, 1).text()).isEqualTo("fcntl(3, F_GETFD) = 0x1 (flags FD_CLOEXEC)");
    }

    @Test
    void vectorsAndMessagesShowTheirBuffers() {
        assertThat(call("writev", 5, 1, A, 2)
                        .in(1, u64(B, 3, C, 2))
                        .in(1, B, text("abc"))
                        .in(1, C, text("d\n"))
                        .text())
                .isEqualTo("writev(1, [{iov_base=\"abc\", iov_len=3}, {iov_base=\"d\\n\", iov_len=2}], 2) = 5");
        assertThat(call("readv", 4, 1, A, 2)
                        .in(1, u64(B, 3, C, 2))
                        .outAt(B, text("abc"))
                        .outAt(C, text("d"))
                        .text())
                .isEqualTo("readv(1, [{iov_base=\"abc\", iov_len=3}, {iov_base=\"d\", iov_len=2}], 2) = 4");
        assertThat(call("sendmsg", 3, 3, A, 0x4000)
                        .in(1, u64(0, 0, B, 1, D, 20, 0))
                        .in(1, B, u64(C, 3))
                        .in(1, C, text("hey"))
                        .in(1, D, new byte[] {20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 7, 0, 0, 0})
                        .text())
                .isEqualTo("sendmsg(3, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base=\"hey\", iov_len=3}], "
                        + "msg_iovlen=1, msg_control=[{SCM_RIGHTS, [7]}], msg_controllen=20, msg_flags=0}, "
                        + "MSG_NOSIGNAL) = 3");
    }

    @Test
    void clonesShowFlagsAndTheSignalAtTheEnd() {
        assertThat(call("clone", 77, 0x1200011, 0, 0, B, 0).text())
                .isEqualTo("clone(CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD, NULL, NULL, 0x2000, 0) = 77");
        assertThat(call("clone3", 77, A, 64)
                        .in(0, u64(0x100, 0, 0, 0, 17, B, 4096, 0))
                        .text())
                .isEqualTo("clone3({flags=CLONE_VM, pidfd=NULL, child_tid=NULL, parent_tid=NULL, "
                        + "exit_signal=SIGCHLD, stack=0x2000, stack_size=0x1000, tls=NULL, ...}, 64) = 77");
    }

    @Test
    void epollShowsEvents() {
        byte[] event = {1, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0};
        assertThat(call("epoll_ctl", 0, 4, 1, 7, A).in(3, event).text())
                .isEqualTo("epoll_ctl(4, EPOLL_CTL_ADD, 7, {events=EPOLLIN, data=0x7}) = 0");
        assertThat(call("epoll_wait", 1, 4, A, 8, -1).out(1, event).text())
                .isEqualTo("epoll_wait(4, [{events=EPOLLIN, data=0x7}], 8, -1) = 1");
    }

    @Test
    void aCallThatWaitsEndsSoAndItsEndSaysThatItGoesOn() {
        assertThat(call("read", 0, 3, A, 10)
                        .fd(0, "pipe:[5]")
                        .phase(Event.Phase.ENTERED)
                        .text())
                .isEqualTo("read(3<pipe:[5]>, 0x1000, 10) <waiting>");
        assertThat(call("read", 2, 3, A, 10)
                        .out(1, text("ab"))
                        .phase(Event.Phase.LEFT)
                        .text())
                .isEqualTo("<... read resumed> 3, \"ab\", 10) = 2");
    }

    @Test
    void handlingOtherThanTracedIsSaid() {
        assertThat(call("rseq", -38, A, 32, 0, 5)
                        .handling(Event.Handling.REFUSED)
                        .text())
                .isEqualTo("rseq(0x1000, 32, 0, 0x5) = -1 ENOSYS (Function not implemented) [refused]");
        assertThat(call("nonsense", 0, 1).handling(Event.Handling.GENERIC).text())
                .isEqualTo("syscall_999(0x1, 0, 0, 0, 0, 0) = 0 [generic]");
    }

    @Test
    void signalsShowTheirCauseAndEffect() {
        byte[] fault = u32(11, 0, 1, 0, 0, 0);
        assertThat(FrameText.describe(signal(11, fault, Event.Disposition.HANDLED)))
                .isEqualTo("--- SIGSEGV {si_code=SEGV_MAPERR, si_addr=0x0} --- handler 0x4011d6");
        byte[] child = u32(17, 0, 1, 0, 12, 1000, 3);
        assertThat(FrameText.describe(signal(17, child, Event.Disposition.IGNORED)))
                .isEqualTo("--- SIGCHLD {si_code=CLD_EXITED, si_pid=12, si_uid=1000, si_status=3} --- ignored");
        byte[] sent = u32(15, 0, 0, 0, 12, 0);
        assertThat(FrameText.describe(signal(15, sent, Event.Disposition.FATAL)))
                .isEqualTo("--- SIGTERM {si_code=SI_USER, si_pid=12, si_uid=0} --- ends the process");
        assertThat(FrameText.describe(signal(19, new byte[0], Event.Disposition.STOPPED)))
                .isEqualTo("--- SIGSTOP {si_code=SI_USER, si_pid=0, si_uid=0} --- stops the process");
    }

    @Test
    void otherEventsHaveTheirLines() {
        Registers at = Registers.ZERO.with(Register.RIP, 0x4011d6);
        assertThat(describe(new Event.Exit(0, true), at)).isEqualTo("+++ exited with 0 +++");
        assertThat(describe(new Event.Exit(0x8b, true), at)).isEqualTo("+++ killed by SIGSEGV (core dumped) +++");
        assertThat(describe(new Event.Tsc(0xabc, at), at)).isEqualTo("rdtsc = 0xabc");
        assertThat(describe(new Event.Preempt(new byte[0], List.of()), at))
                .isEqualTo("--- switched out at 0x4011d6 ---");
    }

    @Test
    void execShowsProgramAndArguments() {
        ExecRecord image = new ExecRecord("/usr/bin/ls", List.of("ls", "-l"), List.of(), 0, new byte[0]);
        Registers entry = Frames.arguments(A, B, C);
        List<Capture> inputs = List.of(new Capture(0, A, text("/bin/ls\0")), new Capture(1, B, text("ls\0-l\0")));
        assertThat(describe(new Event.Exec(59, entry, inputs, image), entry))
                .isEqualTo("execve(\"/bin/ls\", [\"ls\", \"-l\"], ...) = 0");
        assertThat(describe(new Event.Exec(59, entry, List.of(), image), entry))
                .isEqualTo("execve(\"/usr/bin/ls\", [\"ls\", \"-l\"], ...) = 0");
    }

    @Test
    void namesAndKindsAreOneWord() {
        assertThat(FrameText.name(call("futex", 0).frame())).isEqualTo("futex");
        assertThat(FrameText.kind(call("futex", 0).frame())).isEqualTo("syscall");
        var signal = signal(11, new byte[0], Event.Disposition.FATAL);
        assertThat(FrameText.name(signal)).isEqualTo("SIGSEGV");
        assertThat(FrameText.kind(signal)).isEqualTo("signal");
        var exit = Frames.frame(new Event.Exit(0, true), Registers.ZERO, List.of());
        assertThat(FrameText.name(exit)).isEqualTo("exit");
    }

    @Test
    void controlCharactersNeverReachTheScreen() {
        assertThat(call("write", 9, 1, A, 9)
                        .in(1, text("\33[2J\n\0001\u009b"))
                        .fd(0, "/tmp/a\nb\33")
                        .text())
                .isEqualTo("write(1</tmp/a\\u000ab\\u001b>, \"\\33[2J\\n\\0001\\233\"..., 9) = 9");
    }

    @Test
    void namesInUtf8AreShownAsWritten() {
        byte[] name = "/home/m\u00fcller\0".getBytes(StandardCharsets.UTF_8);
        assertThat(call("chdir", 0, A).in(0, name).text()).isEqualTo("chdir(\"/home/m\u00fcller\") = 0");
    }

    private static String describe(Event event, Registers registers) {
        return FrameText.describe(Frames.frame(event, registers, List.of()));
    }

    private static TraceFrame signal(int number, byte[] siginfo, Event.Disposition disposition) {
        Registers at = Registers.ZERO.with(Register.RIP, 0x4011d6);
        return Frames.frame(new Event.Signal(number, siginfo, disposition, true, at, new byte[0]), at, List.of());
    }
}
