package dev.jrr.explore.tui;

import dev.jrr.base.Hex;
import dev.jrr.base.UsageException;
import java.util.Optional;

/** What keys do in the memory tab. */
final class MemoryActions {
    private static final int MOST_WATCHED = 32;

    private final Model model;
    private final Actions actions;

    MemoryActions(Model model, Actions actions) {
        this.model = model;
        this.actions = actions;
    }

    void sideways(long bytes) {
        move(bytes);
    }

    void down(long rows) {
        move(rows * perRow());
    }

    private void move(long bytes) {
        model.memory(model.memory().moved(bytes, perRow(), MemoryTab.rows(model)));
    }

    private int perRow() {
        return MemoryTab.bytesPerRow(model.layout().inspectorWidth());
    }

    /** Shows what the eight bytes at the cursor point to. */
    void follow() {
        Optional<MemoryTab.Bytes> bytes = MemoryTab.shown(model);
        if (bytes.isEmpty()) {
            model.say("the memory is not there yet");
            return;
        }
        byte[] pointer = bytes.get().from(model.memory().cursor(), Long.BYTES);
        if (pointer.length < Long.BYTES) {
            model.say("there are no 8 bytes here that could be an address");
            return;
        }
        long address = MemoryTab.word(pointer);
        model.jumps().leave(model.spot());
        model.memory(MemoryFocus.at(Hex.of(address)));
        model.say("Ctrl-O goes back");
    }

    void edit() {
        open();
        fix();
        model.prompts().ask(Prompt.Kind.BYTES);
    }

    /** Writes what was typed at the cursor, in a diversion. */
    void write(String typed) {
        String digits = MemoryValues.digits(typed);
        if (digits == null) {
            throw new UsageException("two hexadecimal digits a byte, such as 2a 00, or a text in double quotes");
        }
        actions.run("write " + model.memory().cursorExpression() + " " + digits, true);
    }

    /** Goes back to what last wrote bytes at the cursor. */
    void whoWrote(int bytes) {
        open();
        fix();
        if (bytes > MOST_WATCHED) {
            model.say("at most " + MOST_WATCHED + " bytes can be watched at once");
        } else {
            actions.run("who-wrote " + model.memory().cursorExpression() + " " + bytes, true);
        }
    }

    /** Names the bytes by their address: what a register points to is elsewhere at another moment. */
    private void fix() {
        MemoryFocus focus = model.memory();
        MemoryTab.shown(model)
                .ifPresent(bytes ->
                        model.memory(new MemoryFocus(Hex.of(bytes.address(0)), focus.offset(), focus.cursor())));
    }

    /** These keys are about the memory tab, whatever is open. */
    private void open() {
        if (model.tab() != Tab.MEMORY) {
            model.open(Tab.MEMORY);
        }
        model.focusInspector(true);
    }
}
