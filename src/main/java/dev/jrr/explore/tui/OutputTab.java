package dev.jrr.explore.tui;

import dev.jrr.explore.view.ProgramOutput;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the program had printed at the position, the newest at the bottom. */
final class OutputTab {
    private static final int MOST_BYTES = 1 << 16;
    private static final int TAB_STOP = 8;

    /** Colours and movements (ECMA-48): here they would be noise between the words. */
    private static final Pattern CONTROL = Pattern.compile("\u001b\\[[0-?]*[ -/]*[@-~]|\u001b[()].|\r(?=\n|$)");

    private OutputTab() {}

    static Content content(Model model, int width) {
        Optional<ProgramOutput> output = model.facts().output().at(TraceFacts.wholeRun());
        if (output.isEmpty()) {
            return Content.of(List.of(model.facts().output().waiting()));
        }
        List<ProgramOutput.Chunk> chunks = output.get().chunks();
        int end = printed(chunks, model.position());
        if (end == 0) {
            String later =
                    chunks.isEmpty() ? "" : "; first at frame " + chunks.get(0).frame();
            return Content.of(List.of(Line.of("nothing printed up to here" + later, Style.DIM)));
        }
        int first = end;
        long bytes = 0;
        while (first > 0 && bytes < MOST_BYTES) {
            bytes += chunks.get(--first).bytes().length;
        }
        List<Line> lines = new ArrayList<>();
        if (first > 0) {
            lines.add(Line.of("... earlier output is not shown (:output prints all)", Style.DIM));
        }
        lines.addAll(lines(chunks.subList(first, end), width));
        return new Content(lines.size(), lines::get, true);
    }

    private static List<Line> lines(List<ProgramOutput.Chunk> chunks, int width) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long missing = 0;
        for (ProgramOutput.Chunk chunk : chunks) {
            bytes.writeBytes(chunk.bytes());
            missing += chunk.missing();
        }
        String text = CONTROL.matcher(bytes.toString(StandardCharsets.UTF_8)).replaceAll("");
        List<Line> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            Wrapped.of(expanded(line), width).forEach(row -> lines.add(Line.of(row)));
        }
        if (text.endsWith("\n")) {
            lines.remove(lines.size() - 1);
        }
        if (missing > 0) {
            lines.add(Line.of("(and " + missing + " bytes that the trace did not keep)", Style.DIM));
        }
        return lines;
    }

    /** How many chunks had been printed at a position; they are in the order of their frames. */
    private static int printed(List<ProgramOutput.Chunk> chunks, long position) {
        int low = 0;
        int high = chunks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (chunks.get(middle).frame() <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
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
