package dev.jrr.explore.filter;

import dev.jrr.kernel.FrameText;
import dev.jrr.model.Capture;
import dev.jrr.model.Event;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.TraceFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a filter can ask of one frame; the decoded text is made once, and only if asked for. */
final class FrameFacts {
    /** Bounds what a regular expression is matched against: its recursion grows with the text. */
    private static final int MAX_TEXT = 64 * 1024;

    private final TraceFrame frame;
    private String text;
    private List<String> decoded;

    FrameFacts(TraceFrame frame) {
        this.frame = frame;
    }

    /** A frame whose decoded text is already known. */
    FrameFacts(TraceFrame frame, String text) {
        this.frame = frame;
        this.text = text;
    }

    TraceFrame frame() {
        return frame;
    }

    String text() {
        if (text == null) {
            text = FrameText.describe(frame);
        }
        return text;
    }

    boolean isSyscall() {
        return frame.event() instanceof Event.Syscall || frame.event() instanceof Event.Exec;
    }

    boolean isFailed() {
        return frame.event() instanceof Event.Syscall call && call.isFailed();
    }

    /** Whether it is a system call that was handled in that way. */
    boolean isHandled(Event.Handling handling) {
        return frame.event() instanceof Event.Syscall call && call.handling() == handling;
    }

    /** Whether it is a system call that was stopped for. */
    boolean isTraced() {
        return isSyscall() && !isHandled(Event.Handling.BUFFERED) && !isHandled(Event.Handling.USER_SPACE);
    }

    OptionalLong result() {
        if (frame.event() instanceof Event.Syscall call && call.phase() != Event.Phase.ENTERED) {
            return OptionalLong.of(call.result());
        }
        return frame.event() instanceof Event.Exec ? OptionalLong.of(0) : OptionalLong.empty();
    }

    /** The value of an argument, or empty if the frame is no system call. */
    OptionalLong argument(int index) {
        return isSyscall() ? OptionalLong.of(frame.entryRegisters().argument(index)) : OptionalLong.empty();
    }

    /** All that an argument can be read as: what it pointed to, what its descriptor stood for, its decoded form. */
    List<String> argumentTexts(int index) {
        List<String> texts = new ArrayList<>();
        for (Capture capture : inputs()) {
            if (capture.argument() == index) {
                texts.add(string(capture.bytes()));
            }
        }
        fdName(index).ifPresent(texts::add);
        argument(index).ifPresent(value -> {
            for (MemoryWrite write : frame.writes()) {
                if (write.address() == value && value != 0) {
                    texts.add(string(write.head()));
                }
            }
        });
        if (isSyscall()) {
            if (decoded == null) {
                decoded = DecodedArguments.split(text());
            }
            if (index < decoded.size()) {
                texts.add(decoded.get(index));
            }
        }
        return texts;
    }

    /** The names of the files that the frame deals with: its paths and what its descriptors stand for. */
    List<String> paths() {
        List<String> paths = new ArrayList<>();
        for (Capture capture : inputs()) {
            byte[] bytes = capture.bytes();
            // Only strings come with their terminating zero, and only as the last byte.
            if (bytes.length > 1 && indexOfZero(bytes) == bytes.length - 1) {
                paths.add(string(bytes));
            }
        }
        if (frame.event() instanceof Event.Syscall call) {
            call.fdNames().forEach(name -> paths.add(name.name()));
            call.mapping().filter(mapping -> !mapping.path().isEmpty()).ifPresent(m -> paths.add(m.path()));
        }
        if (frame.event() instanceof Event.Exec exec) {
            paths.add(exec.image().path());
        }
        return paths;
    }

    private Optional<String> fdName(int index) {
        if (!(frame.event() instanceof Event.Syscall call)) {
            return Optional.empty();
        }
        return call.fdNames().stream()
                .filter(name -> name.argument() == index)
                .map(Event.FdName::name)
                .findFirst();
    }

    private List<Capture> inputs() {
        if (frame.event() instanceof Event.Syscall call) {
            return call.inputs();
        }
        return frame.event() instanceof Event.Exec exec ? exec.inputs() : List.of();
    }

    private static String string(byte[] bytes) {
        int end = bytes.length > 0 && bytes[bytes.length - 1] == 0 ? bytes.length - 1 : bytes.length;
        return new String(bytes, 0, Math.min(end, MAX_TEXT), StandardCharsets.UTF_8);
    }

    private static int indexOfZero(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return i;
            }
        }
        return -1;
    }
}
