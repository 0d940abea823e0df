package dev.jrr.explore.tui;

import dev.jrr.model.Capture;
import dev.jrr.model.Event;
import dev.jrr.model.TraceFrame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the program had printed at the position, the newest at the bottom. */
final class OutputTab {
    private static final int MOST_WRITES = 500;
    private static final int MOST_BYTES = 1 << 16;
    private static final int TAB_STOP = 8;

    private OutputTab() {}

    static Content content(Model model) {
        TraceIndex index = model.index();
        int writes = index.outputs().upTo(model.position());
        if (!index.isComplete()) {
            return Content.of(List.of(Line.of("reading the trace: " + index.percent() + "%", Style.DIM)));
        }
        if (writes == 0) {
            return Content.of(List.of(Line.of("nothing printed up to here", Style.DIM)));
        }
        List<Line> lines = new ArrayList<>();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        int first = Math.max(0, writes - MOST_WRITES);
        for (int i = first; i < writes; i++) {
            model.frame(index.outputs().get(i)).ifPresent(frame -> text.writeBytes(printed(frame)));
        }
        String whole = text.toString(StandardCharsets.UTF_8);
        String shown = whole.substring(Math.max(0, whole.length() - MOST_BYTES));
        if (first > 0 || shown.length() < whole.length()) {
            lines.add(Line.of("... earlier output is not shown", Style.DIM));
        }
        for (String line : shown.split("\n", -1)) {
            lines.add(Line.of(expanded(line)));
        }
        if (shown.endsWith("\n")) {
            lines.remove(lines.size() - 1);
        }
        List<Line> fixed = List.copyOf(lines);
        return new Content(fixed.size(), fixed::get, true);
    }

    /** The bytes that a write put out, as far as the trace keeps them. */
    static byte[] printed(TraceFrame frame) {
        if (!(frame.event() instanceof Event.Syscall call)) {
            return new byte[0];
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long left = call.phase() == Event.Phase.WHOLE ? call.result() : Long.MAX_VALUE;
        for (Capture input : call.inputs()) {
            int count = (int) Math.max(0, Math.min(left, input.bytes().length));
            bytes.write(input.bytes(), 0, count);
            left -= count;
        }
        return bytes.toByteArray();
    }

    private static String expanded(String line) {
        if (line.indexOf('\t') < 0) {
            return line;
        }
        StringBuilder wide = new StringBuilder();
        for (char c : line.toCharArray()) {
            if (c == '\t') {
                wide.append(" ".repeat(TAB_STOP - wide.length() % TAB_STOP));
            } else {
                wide.append(c);
            }
        }
        return wide.toString();
    }
}
