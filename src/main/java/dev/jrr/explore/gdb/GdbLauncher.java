package dev.jrr.explore.gdb;

import dev.jrr.base.JrrException;
import dev.jrr.base.UsageException;
import dev.jrr.debugger.Debugger;
import dev.jrr.debugger.Progress;
import dev.jrr.explore.shell.MonitorWords;
import dev.jrr.model.Event;
import dev.jrr.model.TraceFrame;
import dev.jrr.trace.TraceReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Serves a replay on a socket that only its owner can reach, and starts gdb on that. */
public final class GdbLauncher {
    private GdbLauncher() {}

    /**
     * Runs gdb until it ends.
     *
     * @param processId which process of the run; 0 for the first
     * @param arguments more of gdb's own
     * @return gdb's exit status
     */
    public static int run(TraceReader trace, int processId, List<String> arguments) {
        if (trace.frameCount() == 0) {
            throw new JrrException(trace.directory() + " holds no frames: its recording ended before the first");
        }
        Path folder = null;
        try {
            folder = Files.createTempDirectory(
                    "jrr-gdb", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path socket = folder.resolve("replay");
            try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                    Debugger debugger = Debugger.open(trace)) {
                server.bind(UnixDomainSocketAddress.of(socket));
                debugger.seek(firstFrame(trace, processId), Progress.NONE);
                Process gdb = start(socket, folder, arguments);
                Thread serving = new Thread(() -> serve(server, debugger, processId(trace, processId)), "gdb-server");
                serving.setDaemon(true);
                serving.start();
                return gdb.waitFor();
            }
        } catch (IOException e) {
            throw new JrrException("gdb cannot be served: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } finally {
            delete(folder);
        }
    }

    private static int processId(TraceReader trace, int wanted) {
        return wanted != 0 ? wanted : trace.frame(0).task().tid();
    }

    /** Where a process begins to run a program. */
    private static long firstFrame(TraceReader trace, int processId) {
        if (processId == 0) {
            return 0;
        }
        long first = -1;
        for (long frame = 0; frame < trace.frameCount(); frame++) {
            TraceFrame each = trace.frame(frame);
            if (each.task().tid() == processId) {
                if (each.event() instanceof Event.Exec) {
                    return frame;
                }
                first = first < 0 ? frame : first;
            }
        }
        if (first < 0) {
            throw new UsageException("no process " + processId + " is in this recording");
        }
        return first;
    }

    private static Process start(Path socket, Path folder, List<String> arguments) throws IOException {
        // These move the replay behind gdb's back: what it knows has to be asked anew.
        Path commands = Files.writeString(
                folder.resolve("commands"),
                String.join(
                        "\n",
                        "define goto",
                        "monitor goto $arg0",
                        "maintenance flush register-cache",
                        "sharedlibrary",
                        "frame",
                        "end",
                        "document goto",
                        "Go to a frame of the recording: goto N.",
                        "end",
                        "define when",
                        "monitor where",
                        "end",
                        "document when",
                        "Say where in the recording this is.",
                        "end",
                        ""));
        List<String> command = new ArrayList<>(List.of(
                "gdb",
                "-q",
                "-ex",
                "set sysroot target:",
                "-ex",
                "set trust-readonly-sections on",
                "-ex",
                "source " + commands,
                "-ex",
                "target extended-remote " + socket));
        command.addAll(arguments);
        try {
            return new ProcessBuilder(command).inheritIO().start();
        } catch (IOException missing) {
            throw new JrrException("gdb cannot be started; install it, for example: sudo apt-get install gdb", missing);
        }
    }

    private static void serve(ServerSocketChannel server, Debugger debugger, int processId) {
        try (SocketChannel channel = server.accept();
                PacketStream packets = new PacketStream(channel)) {
            GdbInferior inferior = new GdbInferior(debugger, processId, packets::isInterrupted);
            try (GdbFiles files = new GdbFiles(inferior)) {
                new GdbSession(packets, inferior, files, new MonitorWords(debugger)::run).run();
            }
        } catch (IOException gone) {
            // gdb has ended.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path folder) {
        if (folder == null) {
            return;
        }
        try {
            for (String name : List.of("replay", "commands")) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
