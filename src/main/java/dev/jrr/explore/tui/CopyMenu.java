package dev.jrr.explore.tui;

import dev.jrr.explore.view.EventJson;
import dev.jrr.explore.view.EventRow;
import dev.jrr.model.TraceFrame;
import java.util.ArrayList;
import java.util.List;

/** The forms in which what the screen shows can be copied. */
final class CopyMenu {
    private CopyMenu() {}

    static Menu of(Model model) {
        List<Menu.Entry> entries = new ArrayList<>();
        model.current().ifPresent(frame -> {
            entries.add(entry(
                    model, 'l', "the line of this frame", EventRow.of(frame).line()));
            entries.add(entry(model, 's', "the call as strace prints it", strace(model, frame)));
            entries.add(entry(model, 'j', "the frame as JSON", EventJson.of(frame)));
        });
        entries.add(entry(model, 'g', "the command that comes here again", "goto " + model.place()));
        if (model.tab() == Tab.MEMORY) {
            MemoryTab.hex(model).ifPresent(hex -> entries.add(entry(model, 'b', "the bytes shown, in hex", hex)));
        }
        entries.add(entry(model, 't', "the text of the tab", text(model)));
        return Menu.ofLetters("Copy", entries);
    }

    private static String strace(Model model, TraceFrame frame) {
        boolean isAlone = model.run().summary().tasks().size() == 1;
        return (isAlone ? "" : "[pid " + frame.task().tid() + "] ")
                + model.run().describe(frame);
    }

    private static String text(Model model) {
        Content content = TabContents.of(model);
        StringBuilder text = new StringBuilder();
        content.window(model.inspectorScroll(), model.layout().inspectorRows())
                .forEach(line -> text.append(line.text().stripTrailing()).append('\n'));
        return text.toString().stripTrailing();
    }

    private static Menu.Entry entry(Model model, char letter, String words, String text) {
        return new Menu.Entry(letter, words, shortened(text), () -> {
            model.copy(text);
            model.say("copied " + text.length() + " characters, if the terminal allows it (tmux: set-clipboard on)");
        });
    }

    private static String shortened(String text) {
        String line = text.lines().findFirst().orElse("");
        int most = 40;
        return line.length() > most ? line.substring(0, most - 1) + "…" : line;
    }
}
