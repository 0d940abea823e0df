package dev.jrr.explore.tui;

import dev.jrr.base.Hex;
import dev.jrr.debugger.CodePlace;
import dev.jrr.debugger.MemoryStretch;
import dev.jrr.debugger.MemoryStretch.State;
import dev.jrr.explore.shell.AddressExpression;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Memory from an address on. Bytes that changed are marked; what cannot be read says why. */
final class MemoryTab {
    /** Bytes from an expression on, and what the cursor's bytes point to. */
    record Query(MemoryFocus focus, int length) implements LiveQuery {
        @Override
        public Bytes ask(Replay replay, TaskUid task, Registers registers) {
            long base = AddressExpression.evaluate(focus.expression(), replay, task);
            long address = base + focus.offset();
            Bytes bytes = new Bytes(this, address, replay.read(task, address, length + LONGEST), "", "");
            long cursor = bytes.address(focus.cursor());
            byte[] pointer = bytes.from(focus.cursor(), Long.BYTES);
            String pointee = pointer.length < Long.BYTES ? "" : name(replay, task, word(pointer));
            return new Bytes(this, address, bytes.stretches(), name(replay, task, cursor), pointee);
        }

        /** Empty for what is mapped nowhere. */
        private static String name(Replay replay, TaskUid task, long address) {
            CodePlace place = replay.code().codePlace(task, address);
            return place.symbol().isEmpty() && place.module().isEmpty() ? "" : place.name();
        }

        /** Whether the same bytes are asked for; where the cursor is on them does not matter. */
        boolean isAbout(Query other) {
            return focus.expression().equals(other.focus.expression())
                    && focus.offset() == other.focus.offset()
                    && length == other.length;
        }
    }

    /**
     * What is at an address, in stretches.
     *
     * @param name what the address of the cursor is called, or ""
     * @param pointee what the address that the cursor's bytes are is called, or ""
     */
    record Bytes(Query query, long address, List<MemoryStretch> stretches, String name, String pointee)
            implements LiveQuery.Answer {
        Bytes {
            stretches = List.copyOf(stretches);
        }

        /** The address of a cursor. */
        long address(long cursor) {
            return address - query.focus().offset() + cursor;
        }

        /** What can be read from a cursor on, at most so many bytes. */
        byte[] from(long cursor, int most) {
            byte[] read = new byte[most];
            int length = 0;
            while (length < most) {
                int value = value(address(cursor) + length);
                if (value < 0) {
                    break;
                }
                read[length++] = (byte) value;
            }
            return Arrays.copyOf(read, length);
        }

        private Optional<MemoryStretch> stretch(long at) {
            return stretches.stream()
                    .filter(found -> Long.compareUnsigned(at - found.address(), found.length()) < 0)
                    .findFirst();
        }

        /** Negative if the byte cannot be read. */
        private int value(long at) {
            return stretch(at)
                    .map(found -> {
                        int index = (int) (at - found.address());
                        return index < found.bytes().length ? found.bytes()[index] & 0xff : -1;
                    })
                    .orElse(-1);
        }
    }

    private static final int ADDRESS = 14;
    private static final int ROWS_FOR_VALUES = 12;
    private static final int VALUE_ROWS = 4;
    /** Of a text at the cursor. */
    private static final int LONGEST = 64;

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
        Optional<Bytes> shown = shown(model);
        if (shown.isEmpty()) {
            return Content.of(List.of(Line.of(heading(model, width), Style.DIM), Waiting.line(model)));
        }
        Optional<Bytes> before = model.momentBefore().flatMap(moment -> moment.answer(Bytes.class));
        int bytes = bytesPerRow(width);
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(heading(model, width), Style.DIM));
        long cursor =
                model.isInspectorFocused() ? shown.get().address(model.memory().cursor()) : -1;
        for (int row = 0; row < rows(model); row++) {
            lines.add(row(shown.get(), before, shown.get().address() + (long) row * bytes, bytes, cursor));
        }
        if (valueRows(model) > 0) {
            values(model, shown.get(), width, lines);
        }
        return Content.of(lines);
    }

    /** What the bytes at the cursor may be. */
    private static void values(Model model, Bytes bytes, int width, List<Line> lines) {
        long cursor = model.memory().cursor();
        boolean isNamed = bytes.query().focus().cursor() == cursor;
        String name = isNamed && !bytes.name().isEmpty() ? " " + bytes.name() : "";
        lines.add(Line.of("at " + Hex.of(bytes.address(cursor)) + name + ":", Style.TITLE));
        List<String> values = new ArrayList<>(MemoryValues.of(bytes.from(cursor, LONGEST)));
        if (isNamed && !bytes.pointee().isEmpty()) {
            values.add("-> " + bytes.pointee());
        }
        List<String> rows = Wrapped.of(values.isEmpty() ? List.of("nothing that can be read") : values, width);
        for (int row = 0; row < Math.min(valueRows(model) - 1, rows.size()); row++) {
            lines.add(Line.of(rows.get(row)));
        }
    }

    /** How many rows of bytes there are. */
    static int rows(Model model) {
        return Math.max(1, model.layout().inspectorRows() - 1 - valueRows(model));
    }

    private static int valueRows(Model model) {
        return model.layout().inspectorRows() >= ROWS_FOR_VALUES ? VALUE_ROWS : 0;
    }

    static Query query(Model model) {
        return new Query(
                model.memory(), rows(model) * bytesPerRow(model.layout().inspectorWidth()));
    }

    /** The bytes that the tab shows; empty if they are not there. */
    static Optional<Bytes> shown(Model model) {
        Query query = query(model);
        return model.currentMoment()
                .flatMap(moment -> moment.answer(Bytes.class))
                .filter(bytes -> bytes.query().isAbout(query));
    }

    /** The bytes that are shown, in hexadecimal; empty if they are not there. */
    static Optional<String> hex(Model model) {
        return shown(model).map(shown -> {
            StringBuilder hex = new StringBuilder();
            shown.stretches().forEach(stretch -> hex.append(HexFormat.of().formatHex(stretch.bytes())));
            return hex.substring(0, Math.min(hex.length(), 2 * shown.query().length()));
        });
    }

    /** Eight bytes as an address. */
    static long word(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private static String heading(Model model, int width) {
        long offset = model.memory().offset();
        String scrolled = offset == 0 ? "" : String.format(" %s 0x%x", offset < 0 ? "-" : "+", Math.abs(offset));
        String where = "at " + model.memory().expression() + scrolled + " of task " + model.task();
        String hint = "  (a: other address)";
        return where.length() + hint.length() <= width ? where + hint : where;
    }

    private static Line row(Bytes memory, Optional<Bytes> before, long address, int bytes, long cursor) {
        List<Line.Span> spans = new ArrayList<>();
        List<Line.Span> text = new ArrayList<>();
        State unreadable = null;
        int missing = 0;
        boolean changedRow = false;
        boolean grows = false;
        for (int i = 0; i < bytes; i++) {
            long at = address + i;
            Optional<MemoryStretch> stretch = memory.stretch(at);
            int value = memory.value(at);
            if (value < 0) {
                unreadable = stretch.map(MemoryStretch::state).orElse(State.UNMAPPED);
                missing++;
                spans.add(Line.span("??", at == cursor ? Style.CURSOR : Style.DIM));
                spans.add(Line.span(" ", Style.DIM));
                text.add(Line.span(" ", Style.DIM));
                continue;
            }
            grows |= stretch.get().state() == State.GROWS_STACK;
            int old =
                    before.map(then -> then.value(at)).filter(then -> then >= 0).orElse(value);
            boolean changed = old != value;
            changedRow |= changed;
            Style style = changed ? Style.CHANGED : value == 0 ? Style.DIM : Style.NORMAL;
            spans.add(Line.span(String.format("%02x", value), at == cursor ? Style.CURSOR : style));
            spans.add(Line.span(" ", style));
            text.add(Line.span(value >= 32 && value < 127 ? String.valueOf((char) value) : ".", style));
        }
        boolean hasCursor = cursor - address >= 0 && cursor - address < bytes;
        String sign = hasCursor ? ">" : changedRow ? "*" : " ";
        Line.Span start = Line.span(String.format("%s%012x ", sign, address), Style.SWITCH);
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
