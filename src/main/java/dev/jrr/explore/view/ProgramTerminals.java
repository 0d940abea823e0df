package dev.jrr.explore.view;

import dev.jrr.model.Capture;
import dev.jrr.model.Event;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.trace.FramePredicate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the terminals of a recorded program show, taken from the trace alone: what the program has
 * printed, with its escape sequences done. What the terminal itself had echoed of typed keys is not
 * there. Standard streams that are no terminals are taken together as one.
 */
public final class ProgramTerminals implements FrameHistory.State<ProgramTerminals> {
    private static final int IOCTL = 16;
    private static final FramePredicate IOCTLS = FramePredicate.syscall(IOCTL);

    // asm-generic/ioctls.h
    private static final int TCGETS = 0x5401;
    private static final int TCSETS = 0x5402;
    private static final int TCSETSW = 0x5403;
    private static final int TCSETSF = 0x5404;
    private static final int TCGETS2 = 0x802c542a;
    private static final int TCSETS2 = 0x402c542b;
    private static final int TCSETSW2 = 0x402c542c;
    private static final int TCSETSF2 = 0x402c542d;
    private static final int TIOCGWINSZ = 0x5413;
    private static final int TIOCSWINSZ = 0x5414;

    /** Where c_oflag stands in a struct termios, and the bits of it that put a CR before each LF. */
    private static final int OUTPUT_FLAGS = 4;

    private static final int OPOST = 1;
    private static final int ONLCR = 4;

    private static final Size ASSUMED = new Size(80, 24);

    private static final String CONTROLLING = "/dev/tty";

    /** The one stream of everything that is no terminal. */
    private static final String NO_TERMINAL = "";

    /** About how many bytes take as long as a call. */
    private static final int BYTES_A_CALL = 64;

    private record Size(int columns, int rows) {}

    private static final class Stream {
        private final Set<String> names;
        private final EmulatedTerminal terminal;
        private boolean isSizeKnown;
        private long lastFrame = -1;
        private long missing;

        Stream(Set<String> names, EmulatedTerminal terminal) {
            this.names = new TreeSet<>(names);
            this.terminal = terminal;
        }

        Stream copy() {
            Stream copy = new Stream(names, terminal.copy());
            copy.isSizeKnown = isSizeKnown;
            copy.lastFrame = lastFrame;
            copy.missing = missing;
            return copy;
        }
    }

    private final OutputScan scan;
    private final Optional<String> controlling;
    /** What the trace says first of each terminal's size: it had that before it was asked, too. */
    private final Map<String, Size> firstSizes;

    private final Map<String, Stream> streams = new LinkedHashMap<>();
    /** Where tasks have printed to since there are several streams. */
    private final Map<TaskUid, String> targets = new HashMap<>();

    private ProgramTerminals(OutputScan scan, Optional<String> controlling, Map<String, Size> firstSizes) {
        this.scan = scan;
        this.controlling = controlling;
        this.firstSizes = firstSizes;
    }

    /** Reads what a recording prints. */
    public static FrameHistory<ProgramTerminals> history(Frames frames) {
        OutputScan scan = new OutputScan(frames.outputs());
        // The terminal that the recording was started in is the one that /dev/tty means to it.
        Set<String> terminals = new TreeSet<>(frames.outputs());
        terminals.removeIf(name -> !OutputScan.isTerminal(name));
        Optional<String> controlling =
                terminals.size() == 1 ? terminals.stream().findFirst() : Optional.empty();
        ProgramTerminals start = new ProgramTerminals(scan, controlling, firstSizes(frames, controlling));
        return FrameHistory.of(frames, scan.wanted().or(IOCTLS), start);
    }

    private static Map<String, Size> firstSizes(Frames frames, Optional<String> controlling) {
        Map<String, Size> sizes = new HashMap<>();
        FramePredicate asks = IOCTLS.and(frame -> request(frame) == TIOCGWINSZ);
        OptionalLong found = frames.next(0, asks);
        while (found.isPresent()) {
            TraceFrame frame = frames.frame(found.getAsLong());
            if (frame.event() instanceof Event.Syscall call) {
                Optional<Size> size = size(frame, call);
                OutputScan.firstDescriptor(call)
                        .ifPresent(name -> size.ifPresent(known -> sizes.putIfAbsent(key(name, controlling), known)));
            }
            found = frames.next(found.getAsLong() + 1, asks);
        }
        return sizes;
    }

    private static String key(String name, Optional<String> controlling) {
        if (name.equals(CONTROLLING)) {
            return controlling.orElse(CONTROLLING);
        }
        return OutputScan.isTerminal(name) ? name : NO_TERMINAL;
    }

    // The state.

    @Override
    public int accept(TraceFrame frame) {
        Optional<OutputScan.Written> written = scan.accept(frame);
        if (written.isPresent()) {
            print(frame, written.get());
            return 1 + written.get().bytes().length / BYTES_A_CALL;
        }
        if (frame.event() instanceof Event.Syscall call && call.number() == IOCTL && !call.isFailed()) {
            control(frame, call);
        }
        return 1;
    }

    private void print(TraceFrame frame, OutputScan.Written written) {
        String key = key(written.stream(), controlling);
        Stream stream = stream(key);
        stream.names.add(key.equals(NO_TERMINAL) ? written.stream() : key);
        stream.terminal.feed(written.bytes());
        stream.missing += written.missing();
        stream.lastFrame = frame.number();
        if (streams.size() > 1) {
            targets.put(frame.task(), key);
        }
    }

    private Stream stream(String key) {
        return streams.computeIfAbsent(key, unknown -> {
            Size size = firstSizes.getOrDefault(key, ASSUMED);
            Stream stream = new Stream(Set.of(), new EmulatedTerminal(size.columns, size.rows));
            stream.isSizeKnown = firstSizes.containsKey(key);
            return stream;
        });
    }

    private void control(TraceFrame frame, Event.Syscall call) {
        Optional<String> name = OutputScan.firstDescriptor(call).filter(OutputScan::isTerminal);
        if (name.isEmpty() || call.phase() == Event.Phase.ENTERED) {
            return;
        }
        Stream stream = stream(key(name.get(), controlling));
        switch (request(frame)) {
            case TIOCGWINSZ, TIOCSWINSZ ->
                size(frame, call).ifPresent(size -> {
                    stream.terminal.resize(size.columns, size.rows);
                    stream.isSizeKnown = true;
                });
            case TCGETS, TCGETS2, TCSETS, TCSETSW, TCSETSF, TCSETS2, TCSETSW2, TCSETSF2 -> {
                byte[] termios = argument(frame, call);
                if (termios.length > OUTPUT_FLAGS) {
                    int flags = termios[OUTPUT_FLAGS];
                    stream.terminal.startsRows((flags & OPOST) != 0 && (flags & ONLCR) != 0);
                }
            }
            default -> {}
        }
    }

    private static int request(TraceFrame frame) {
        return (int) frame.entryRegisters().argument(1);
    }

    private static Optional<Size> size(TraceFrame frame, Event.Syscall call) {
        byte[] winsize = call.phase() == Event.Phase.ENTERED || call.isFailed() ? new byte[0] : argument(frame, call);
        if (winsize.length < 4) {
            return Optional.empty();
        }
        int rows = winsize[0] & 0xff | (winsize[1] & 0xff) << 8;
        int columns = winsize[2] & 0xff | (winsize[3] & 0xff) << 8;
        // A terminal that nobody has given a size says 0.
        return rows > 0 && columns > 0 ? Optional.of(new Size(columns, rows)) : Optional.empty();
    }

    /** What the call's third argument points to, written by it or read. */
    private static byte[] argument(TraceFrame frame, Event.Syscall call) {
        long address = frame.entryRegisters().argument(2);
        for (MemoryWrite write : frame.writes()) {
            if (write.address() == address) {
                return write.head();
            }
        }
        for (Capture capture : call.inputs()) {
            if (capture.argument() == 2) {
                return capture.bytes();
            }
        }
        return new byte[0];
    }

    @Override
    public ProgramTerminals copy() {
        ProgramTerminals copy = new ProgramTerminals(scan.copy(), controlling, firstSizes);
        streams.forEach((key, stream) -> copy.streams.put(key, stream.copy()));
        copy.targets.putAll(targets);
        return copy;
    }

    @Override
    public long weight() {
        long weight = 200 + 64L * targets.size();
        for (Stream stream : streams.values()) {
            weight += stream.terminal.weight();
        }
        return weight;
    }

    // What it shows.

    /**
     * What the terminal shows that a task has printed to last; else the one that was printed to last.
     *
     * @return empty if nothing has been printed yet
     */
    public Optional<TerminalView> view(TaskUid task) {
        Map<String, Stream> printed = new LinkedHashMap<>(streams);
        printed.values().removeIf(stream -> stream.lastFrame < 0);
        Optional<String> shown = Optional.ofNullable(targets.get(task))
                .or(() -> printed.keySet().stream().max(Comparator.comparingLong(key -> printed.get(key).lastFrame)));
        return shown.map(key -> view(key, printed.get(key), printed.size() - 1));
    }

    private static TerminalView view(String key, Stream stream, int others) {
        EmulatedTerminal terminal = stream.terminal;
        return new TerminalView(
                stream.lastFrame,
                String.join(", ", stream.names),
                !key.equals(NO_TERMINAL),
                terminal.columns(),
                terminal.rows(),
                stream.isSizeKnown,
                terminal.isAlternate(),
                terminal.isAddressed(),
                terminal.scrollBack().rows(),
                terminal.scrollBack().isCut(),
                terminal.screenRows(),
                terminal.cursorRow(),
                terminal.cursorColumn(),
                terminal.isCursorShown(),
                stream.missing,
                others);
    }
}
