package dev.jrr.explore.tui;

import dev.jrr.debugger.MemoryStretch;
import dev.jrr.debugger.MemoryStretch.State;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Memory from an address on. Bytes that changed are marked; what cannot be read says why. */
final class MemoryTab {
    /** Bytes from an expression on, and so many bytes further: a scroll. */
    record Query(String expression, long offset, int length) implements LiveQuery {
        @Override
        public Bytes ask(Replay replay, TaskUid task, Registers registers) {
            long address = AddressText.evaluate(expression, registers) + offset;
            return new Bytes(this, address, replay.read(task, address, length));
        }
    }

    /** What is at an address, in stretches. */
    record Bytes(Query query, long address, List<MemoryStretch> stretches) implements LiveQuery.Answer {
        Bytes {
            stretches = List.copyOf(stretches);
        }

        private Optional<MemoryStretch> stretch(long at) {
            return stretches.stream()
                    .filter(found -> Long.compareUnsigned(at - found.address(), found.length()) < 0)
                    .findFirst();
        }
    }

    private static final int ADDRESS = 14;

    private MemoryTab() {}

    /** 16, 8 or 4, whatever fits beside address and text. */
    static int bytesPerRow(int width) {
        for (int bytes = 16; bytes > 4; bytes /= 2) {
            if (ADDRESS + bytes * 4 + 1 <= width) {
                return bytes;
            }
        }
        return 4;
    }

    static Content content(Model model, int width) {
        Query query = query(model);
        Optional<Bytes> shown = model.currentMoment()
                .flatMap(moment -> moment.answer(Bytes.class))
                .filter(bytes -> bytes.query().equals(query));
        if (shown.isEmpty()) {
            return Content.of(List.of(Line.of(heading(model), Style.DIM), Waiting.line(model)));
        }
        Optional<Bytes> before = model.momentBefore().flatMap(moment -> moment.answer(Bytes.class));
        int bytes = bytesPerRow(width);
        int rows = query.length() / bytes - 1;
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(heading(model), Style.DIM));
        for (int row = 0; row < rows; row++) {
            lines.add(row(shown.get(), before, shown.get().address() + (long) row * bytes, bytes));
        }
        return Content.of(lines);
    }

    static Query query(Model model) {
        int length = model.layout().inspectorRows() * bytesPerRow(model.layout().inspectorWidth());
        return new Query(model.memory(), model.memoryOffset(), length);
    }

    /** The bytes that are shown, in hexadecimal; empty if they are not there. */
    static Optional<String> hex(Model model) {
        return model.currentMoment()
                .flatMap(moment -> moment.answer(Bytes.class))
                .filter(bytes -> bytes.query().equals(query(model)))
                .map(bytes -> {
                    StringBuilder hex = new StringBuilder();
                    bytes.stretches()
                            .forEach(stretch -> hex.append(HexFormat.of().formatHex(stretch.bytes())));
                    return hex.toString();
                });
    }

    private static String heading(Model model) {
        long offset = model.memoryOffset();
        String scrolled = offset == 0 ? "" : String.format(" %s 0x%x", offset < 0 ? "-" : "+", Math.abs(offset));
        return "at " + model.memory() + scrolled + " of task " + model.task() + "  (a: other address)";
    }

    private static Line row(Bytes memory, Optional<Bytes> before, long address, int bytes) {
        List<Line.Span> spans = new ArrayList<>();
        List<Line.Span> text = new ArrayList<>();
        State unreadable = null;
        int missing = 0;
        boolean changedRow = false;
        boolean grows = false;
        for (int i = 0; i < bytes; i++) {
            long at = address + i;
            Optional<MemoryStretch> stretch = memory.stretch(at);
            int value = stretch.map(found -> value(found, at)).orElse(-1);
            if (value < 0) {
                unreadable = stretch.map(MemoryStretch::state).orElse(State.UNMAPPED);
                missing++;
                spans.add(Line.span("?? ", Style.DIM));
                text.add(Line.span(" ", Style.DIM));
                continue;
            }
            grows |= stretch.get().state() == State.GROWS_STACK;
            int old = before.flatMap(then -> then.stretch(at))
                    .map(found -> value(found, at))
                    .orElse(value);
            boolean changed = old != value;
            changedRow |= changed;
            Style style = changed ? Style.CHANGED : value == 0 ? Style.DIM : Style.NORMAL;
            spans.add(Line.span(String.format("%02x ", value), style));
            text.add(Line.span(value >= 32 && value < 127 ? String.valueOf((char) value) : ".", style));
        }
        Line.Span start = Line.span(String.format("%s%012x ", changedRow ? "*" : " ", address), Style.SWITCH);
        if (missing == bytes) {
            return Line.of(start, Line.span(words(unreadable), Style.DIM));
        }
        List<Line.Span> whole = new ArrayList<>();
        whole.add(start);
        whole.addAll(spans);
        if (grows) {
            whole.add(Line.span("stack would grow", Style.DIM));
        } else {
            whole.addAll(text);
        }
        return new Line(whole);
    }

    private static int value(MemoryStretch stretch, long address) {
        int index = (int) (address - stretch.address());
        return index < stretch.bytes().length ? stretch.bytes()[index] & 0xff : -1;
    }

    private static String words(State state) {
        return switch (state) {
            case READABLE -> "not read";
            case GROWS_STACK -> "the stack would grow here";
            case UNMAPPED -> "nothing is mapped here";
            case NO_ACCESS -> "no access: guard or reserved";
            case BEYOND_FILE -> "beyond the mapped file's end";
        };
    }
}
