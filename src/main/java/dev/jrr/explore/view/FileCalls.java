package dev.jrr.explore.view;

import dev.jrr.kernel.SocketAddressText;
import dev.jrr.kernel.SyscallTable;
import dev.jrr.kernel.Trait;
import dev.jrr.model.TaskUid;
import dev.jrr.trace.FramePredicate;
import java.util.List;
import java.util.OptionalLong;

/** What one system call that has returned does to the open files of the task that made it. */
final class FileCalls {
    /** The calls that may do something, or at least tell what a descriptor stands for. */
    static final FramePredicate WANTED = CallSet.of(call -> call.traits().contains(Trait.OPENS_FD)
            || call.traits().contains(Trait.CLOSES_FD)
            || call.traits().contains(Trait.CREATES_TASK)
            || call.name().equals("unshare")
            || call.arguments().stream().anyMatch(argument -> isDescriptor(argument.type())));

    private static final long O_CLOEXEC = 02000000;
    private static final long O_RDWR = 2;
    private static final long O_WRONLY = 1;
    private static final long ESPIPE = 29;
    private static final long EINPROGRESS = 115;
    private static final long AT_EMPTY_PATH = 0x1000;
    private static final long CLONE_FILES = 0x400;
    private static final long CLONE_PIDFD = 0x1000;
    private static final long MSG_CMSG_CLOEXEC = 0x40000000;
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int CONTROL_HEAD = 16;
    private static final int MOST_CONTROL = 4096;
    private static final int MESSAGE = 64;
    private static final long UNSHARES = 2;
    private static final long MARKS = 4;
    private static final long FIONBIO = 0x5421;
    private static final long FIONCLEX = 0x5450;
    private static final long FIOCLEX = 0x5451;

    private final OpenFiles all;
    private final TaskUid task;
    private final FileCall call;

    FileCalls(OpenFiles all, TaskUid task, FileCall call) {
        this.all = all;
        this.task = task;
        this.call = call;
    }

    private static boolean isDescriptor(String type) {
        return type.equals("fd") || type.equals("dirfd");
    }

    void take() {
        String name = call.name();
        if (call.isFailed()) {
            failed(name);
        } else if (!opens(name) && !moves(name) && !changes(name)) {
            openedSomehow(name);
        }
    }

    private void failed(String name) {
        if (name.equals("connect") && call.result() == -EINPROGRESS) {
            connected();
        } else if (name.equals("lseek") && call.result() == -ESPIPE) {
            OpenFile file = file(call.number(0));
            if (file != null && file.type() == OpenFile.Type.UNKNOWN) {
                set(call.number(0), file.type(OpenFile.Type.PIPE));
            }
        } else if (name.equals("close")) {
            // The descriptor is gone whatever close says, but for one that never was (close(2)).
            all.change(task).close(call.number(0), call.frame());
        }
    }

    // New descriptors.

    private boolean opens(String name) {
        switch (name) {
            case "open" -> opened(call.string(0), call.argument(1));
            case "creat" -> opened(call.string(0), 01101);
            case "openat" -> opened(path(), call.argument(2));
            case "openat2" -> opened(path(), call.input(2, 0, 8).orElse(OpenFile.UNKNOWN));
            case "dup" -> duplicated((int) call.result(), false);
            case "dup2" -> duplicated(call.number(1), false);
            case "dup3" -> duplicated(call.number(1), (call.argument(2) & O_CLOEXEC) != 0);
            case "pipe" -> pair("pipe", OpenFile.Type.PIPE, call.argument(0), 0);
            case "pipe2" -> pair("pipe", OpenFile.Type.PIPE, call.argument(0), call.argument(1));
            case "socketpair" -> pair(socket() + " pair", OpenFile.Type.SOCKET, call.argument(3), call.argument(1));
            case "socket" -> made(socket(), OpenFile.Type.SOCKET, call.argument(1));
            case "accept" -> accepted(0);
            case "accept4" -> accepted(call.argument(3));
            case "eventfd" -> anonymous("eventfd", 0);
            case "eventfd2" -> anonymous("eventfd", call.argument(1));
            case "epoll_create" -> anonymous("epoll", 0);
            case "epoll_create1" -> anonymous("epoll", call.argument(0));
            case "timerfd_create" -> anonymous("timerfd", call.argument(1));
            case "signalfd" -> signals(0);
            case "signalfd4" -> signals(call.argument(3));
            case "inotify_init" -> anonymous("inotify", 0);
            case "inotify_init1" -> anonymous("inotify", call.argument(0));
            case "memfd_create" ->
                made("memory file " + call.string(0), OpenFile.Type.FILE, O_RDWR | closes(call.argument(1) & 1));
            case "pidfd_open" -> anonymous("pidfd of process " + call.number(0), call.argument(1) | O_CLOEXEC);
            case "pidfd_getfd" -> made("taken from another process", OpenFile.Type.UNKNOWN, OpenFile.UNKNOWN);
            case "clone", "clone3" -> pidfd(name);
            case "recvmsg" -> message(call.argument(1));
            case "recvmmsg" -> {
                for (int i = 0; i < call.result(); i++) {
                    message(call.argument(1) + (long) i * MESSAGE);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static long closes(long bit) {
        return bit != 0 ? O_CLOEXEC : 0;
    }

    private String path() {
        String path = call.string(1);
        String folder = call.descriptorName(0);
        return path.startsWith("/") || path.isEmpty() || !folder.startsWith("/") ? path : folder + "/" + path;
    }

    private void opened(String path, long flags) {
        made(path.isEmpty() ? "a path that the trace did not keep" : path, OpenFile.Type.UNKNOWN, flags);
    }

    private void made(String what, OpenFile.Type type, long flags) {
        long kept = type == OpenFile.Type.SOCKET ? flags & OpenFile.O_NONBLOCK | O_RDWR : flags;
        put((int) call.result(), OpenFile.made(what, type, kept, call.frame()), flags);
    }

    private void anonymous(String what, long flags) {
        made(what, OpenFile.Type.ANONYMOUS, flags & ~3 | O_RDWR);
    }

    private long put(int descriptor, OpenFile file, long flags) {
        long number = all.add(file);
        boolean closesOnExec = flags != OpenFile.UNKNOWN && (flags & O_CLOEXEC) != 0;
        all.change(task).put(descriptor, new Descriptors.Slot(number, closesOnExec, call.frame(), call.frame()));
        return number;
    }

    /** Calls that only the table of system calls knows to make descriptors. */
    private void openedSomehow(String name) {
        boolean opens = SyscallTable.byName(name)
                .filter(row -> row.traits().contains(Trait.OPENS_FD))
                .isPresent();
        if (opens && !name.equals("fcntl")) {
            made(name, OpenFile.Type.UNKNOWN, OpenFile.UNKNOWN);
        }
    }

    private void duplicated(int to, boolean closesOnExec) {
        Descriptors.Slot slot = all.of(task).get(call.number(0));
        if (to != call.number(0)) {
            long file = slot == null ? all.add(OpenFile.inherited()) : slot.file();
            all.change(task).put(to, new Descriptors.Slot(file, closesOnExec, call.frame(), call.frame()));
        }
    }

    private void pair(String what, OpenFile.Type type, long address, long flags) {
        OptionalLong one = call.written(address, 0, 4);
        OptionalLong two = call.written(address, 4, 4);
        if (one.isEmpty() || two.isEmpty()) {
            return;
        }
        boolean isPipe = type == OpenFile.Type.PIPE;
        long kept = flags & OpenFile.O_NONBLOCK;
        OpenFile first = OpenFile.made(what, type, kept | (isPipe ? 0 : O_RDWR), call.frame());
        OpenFile second = OpenFile.made(what, type, kept | (isPipe ? O_WRONLY : O_RDWR), call.frame());
        long firstNumber = put((int) one.getAsLong(), first, flags);
        long secondNumber = put((int) two.getAsLong(), second, flags);
        all.set(firstNumber, first.pair(secondNumber));
        all.set(secondNumber, second.pair(firstNumber));
    }

    /** Family and type of the call's first arguments (socket(2)). */
    private String socket() {
        int type = call.number(1) & 0xf;
        String family = switch (call.number(0)) {
            case 1 -> "Unix";
            case 2 -> type == 1 ? "TCP" : type == 2 ? "UDP" : "IPv4";
            case 10 -> type == 1 ? "TCP6" : type == 2 ? "UDP6" : "IPv6";
            case 16 -> "netlink";
            case 17 -> "packet";
            default -> "family " + call.number(0);
        };
        boolean isNamed = family.startsWith("TCP") || family.startsWith("UDP");
        String kind = switch (type) {
            case 1 -> " stream";
            case 2 -> " datagram";
            case 3 -> " raw";
            case 5 -> " packet";
            default -> "";
        };
        return family + (isNamed ? "" : kind) + " socket";
    }

    private void accepted(long flags) {
        OpenFile listening = file(call.number(0));
        String what = listening == null || listening.what().isEmpty() ? "socket" : listening.what();
        OpenFile socket = OpenFile.made(what, OpenFile.Type.SOCKET, flags & OpenFile.O_NONBLOCK | O_RDWR, call.frame())
                .local(listening == null ? "" : listening.local(), call.frame())
                .note("accepted", call.frame())
                .peer(address(), call.frame());
        put((int) call.result(), socket, flags);
    }

    private void signals(long flags) {
        if (call.number(0) == -1) {
            anonymous("signalfd", flags);
        }
    }

    /** CLONE_PIDFD: clone puts it where its third argument points, clone3 where its structure says. */
    private void pidfd(String name) {
        boolean isOld = name.equals("clone");
        long flags = isOld ? call.argument(0) : call.input(0, 0, 8).orElse(0);
        long address = isOld ? call.argument(2) : call.input(0, 8, 8).orElse(0);
        OptionalLong descriptor = (flags & CLONE_PIDFD) != 0 ? call.written(address, 0, 4) : OptionalLong.empty();
        if (descriptor.isPresent()) {
            String what = "pidfd of process " + call.result();
            put(
                    (int) descriptor.getAsLong(),
                    OpenFile.made(what, OpenFile.Type.ANONYMOUS, O_RDWR, call.frame()),
                    O_CLOEXEC);
        }
    }

    /** A message that was received: its bytes, and the descriptors that came with it (unix(7)). */
    private void message(long header) {
        long length = call.name().equals("recvmsg")
                ? call.result()
                : call.written(header, MESSAGE - 8, 4).orElse(0);
        read(0, length, false);
        long control = call.written(header, 32, 8).orElse(0);
        long size = Math.min(MOST_CONTROL, call.written(header, 40, 8).orElse(0));
        long at = 0;
        while (at + CONTROL_HEAD <= size) {
            long one = call.written(control + at, 0, 8).orElse(0);
            if (one < CONTROL_HEAD || at + one > size) {
                return;
            }
            boolean isRights = call.written(control + at, 8, 4).orElse(0) == SOL_SOCKET
                    && call.written(control + at, 12, 4).orElse(0) == SCM_RIGHTS;
            for (long item = CONTROL_HEAD; isRights && item + 4 <= one; item += 4) {
                received(call.written(control + at, (int) item, 4));
            }
            at += one + 7 & -8;
        }
    }

    private void received(OptionalLong descriptor) {
        int flags = call.name().equals("recvmsg") ? 2 : 3;
        if (descriptor.isPresent() && descriptor.getAsLong() >= 0) {
            OpenFile file = OpenFile.made("", OpenFile.Type.UNKNOWN, OpenFile.UNKNOWN, call.frame())
                    .offset(OpenFile.UNKNOWN, call.frame())
                    .note("received over descriptor " + call.number(0), call.frame());
            put((int) descriptor.getAsLong(), file, closes(call.argument(flags) & MSG_CMSG_CLOEXEC));
        }
    }

    // Bytes.

    private boolean moves(String name) {
        long bytes = call.result();
        switch (name) {
            case "read", "readv" -> read(0, bytes, true);
            case "recvfrom", "pread64", "preadv" -> read(0, bytes, false);
            case "preadv2" -> read(0, bytes, call.argument(3) == -1);
            case "write", "writev" -> written(0, bytes, true);
            case "sendto", "sendmsg", "pwrite64", "pwritev" -> written(0, bytes, false);
            case "pwritev2" -> written(0, bytes, call.argument(3) == -1);
            case "sendmmsg" -> {
                for (int i = 0; i < bytes; i++) {
                    long header = call.argument(1) + (long) i * MESSAGE;
                    written(0, call.written(header, MESSAGE - 8, 4).orElse(0), false);
                }
            }
            case "sendfile" -> {
                read(1, bytes, call.argument(2) == 0);
                written(0, bytes, true);
            }
            case "splice", "copy_file_range" -> {
                read(0, bytes, call.argument(1) == 0);
                written(2, bytes, call.argument(3) == 0);
            }
            case "tee" -> written(1, bytes, false);
            case "getdents", "getdents64" ->
                update(0, file -> file.type(OpenFile.Type.FOLDER).read(bytes, false, call.frame()));
            case "lseek" ->
                update(
                        0,
                        file -> (file.type() == OpenFile.Type.UNKNOWN ? file.type(OpenFile.Type.FILE) : file)
                                .offset(bytes, call.frame()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void read(int argument, long bytes, boolean moves) {
        if (bytes > 0) {
            update(argument, file -> file.read(bytes, moves, call.frame()));
        }
    }

    private void written(int argument, long bytes, boolean moves) {
        if (bytes > 0) {
            update(argument, file -> file.written(bytes, moves, call.frame()));
        }
    }

    // Everything else.

    private boolean changes(String name) {
        switch (name) {
            case "close" -> all.change(task).close(call.number(0), call.frame());
            case "close_range" -> closeRange();
            case "unshare" -> {
                if ((call.argument(0) & CLONE_FILES) != 0) {
                    all.unshare(task);
                }
            }
            case "fcntl" -> control();
            case "ioctl" -> deviceControl();
            case "fstat" -> type(0, call.written(call.argument(1), 24, 4));
            case "newfstatat" -> {
                if ((call.argument(3) & AT_EMPTY_PATH) != 0 && call.string(1).isEmpty()) {
                    type(0, call.written(call.argument(2), 24, 4));
                }
            }
            case "statx" -> {
                if ((call.argument(2) & AT_EMPTY_PATH) != 0 && call.string(1).isEmpty()) {
                    type(0, call.written(call.argument(4), 28, 2));
                }
            }
            case "bind" -> update(0, file -> file.local(SocketAddressText.brief(call.input(1)), call.frame()));
            case "connect" -> connected();
            case "listen" -> update(0, file -> file.note("listening", call.frame()));
            case "shutdown" ->
                update(
                        0,
                        file -> file.note(
                                List.of("shut down for reading", "shut down for writing", "shut down")
                                        .get(Math.max(0, Math.min(2, call.number(1)))),
                                call.frame()));
            case "getsockname" -> named(true);
            case "getpeername" -> named(false);
            case "epoll_ctl" -> watched();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void closeRange() {
        long first = call.argument(0) & 0xffffffffL;
        long last = call.argument(1) & 0xffffffffL;
        if ((call.argument(2) & UNSHARES) != 0) {
            all.unshare(task);
        }
        Descriptors table = all.change(task);
        for (int descriptor : List.copyOf(table.slots().keySet())) {
            if (descriptor < first || descriptor > last) {
                continue;
            }
            if ((call.argument(2) & MARKS) != 0) {
                table.closesOnExec(descriptor, true, call.frame());
            } else {
                table.close(descriptor, call.frame());
            }
        }
    }

    /** Operations of fcntl(2). */
    private void control() {
        long argument = call.argument(2);
        switch (call.number(1)) {
            case 0 -> duplicated((int) call.result(), false);
            case 1030 -> duplicated((int) call.result(), true);
            case 1 -> all.change(task).closesOnExec(call.number(0), (call.result() & 1) != 0, call.frame());
            case 2 -> all.change(task).closesOnExec(call.number(0), (argument & 1) != 0, call.frame());
            case 3 -> {
                OpenFile file = file(call.number(0));
                if (file != null && file.flags() == OpenFile.UNKNOWN) {
                    // No change of the file: only it was not known before.
                    set(call.number(0), file.flags(call.result(), file.changed()));
                }
            }
            case 4 -> update(0, file -> file.setFlags(argument, call.frame()));
            default -> {}
        }
    }

    private void deviceControl() {
        long request = call.argument(1) & 0xffffffffL;
        if (request == FIOCLEX || request == FIONCLEX) {
            all.change(task).closesOnExec(call.number(0), request == FIOCLEX, call.frame());
        } else if (request == FIONBIO) {
            OptionalLong on = call.input(2, 0, 4);
            OpenFile file = file(call.number(0));
            if (on.isPresent() && file != null && file.flags() != OpenFile.UNKNOWN) {
                long others = file.flags() & ~OpenFile.O_NONBLOCK;
                set(call.number(0), file.flags(others | (on.getAsLong() != 0 ? OpenFile.O_NONBLOCK : 0), call.frame()));
            }
        }
    }

    private void type(int argument, OptionalLong mode) {
        OpenFile file = file(call.number(argument));
        if (mode.isPresent() && file != null) {
            // No change of the file: only it was not known before.
            set(call.number(argument), file.type(OpenFile.Type.of((int) mode.getAsLong())));
        }
    }

    private void connected() {
        String address = SocketAddressText.brief(call.input(1));
        update(0, file -> file.peer(address, call.frame()));
    }

    private void named(boolean own) {
        String address = address();
        OpenFile file = file(call.number(0));
        if (file != null && !address.isEmpty() && !address.equals(own ? file.local() : file.peer())) {
            set(call.number(0), own ? file.local(address, call.frame()) : file.peer(address, call.frame()));
        }
    }

    /** The address that the call has written where its second argument points. */
    private String address() {
        int length = (int) Math.min(
                128, Math.max(0, call.written(call.argument(2), 0, 4).orElse(0)));
        return SocketAddressText.brief(call.written(call.argument(1), length));
    }

    /** EPOLL_CTL_ADD, EPOLL_CTL_DEL (epoll_ctl(2)). */
    private void watched() {
        if (call.number(1) == 1 || call.number(1) == 2) {
            update(0, file -> file.watching(call.number(2), call.number(1) == 1, call.frame()));
        }
    }

    // The file behind a descriptor.

    private interface Change {
        OpenFile of(OpenFile file);
    }

    private void update(int argument, Change change) {
        OpenFile file = file(call.number(argument));
        if (file != null) {
            set(call.number(argument), change.of(file));
        }
    }

    private OpenFile file(int descriptor) {
        Descriptors.Slot slot = all.of(task).get(descriptor);
        return slot == null ? null : all.file(slot.file());
    }

    private void set(int descriptor, OpenFile file) {
        all.set(all.of(task).get(descriptor).file(), file);
    }
}
