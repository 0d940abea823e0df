package dev.jrr.explore.tui;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.input.BasicCharacterPattern;
import com.googlecode.lanterna.input.CharacterPattern;
import com.googlecode.lanterna.input.DefaultKeyDecodingProfile;
import com.googlecode.lanterna.input.KeyDecodingProfile;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import com.googlecode.lanterna.input.MouseCharacterPattern;
import com.googlecode.lanterna.terminal.ansi.ANSITerminal;
import dev.jrr.linux.TerminalDevice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Lanterna's terminal over our device. Lanterna's own writes each cell with a write(2) of its own
 * and asks the terminal for its size; this one collects a frame and writes it at once, between the
 * marks of a synchronized update, and asks the kernel.
 */
final class ScreenTerminal extends ANSITerminal {
    /** Alternate screen, no cursor, mouse buttons with wheel in SGR form, bracketed paste. */
    private static final String GREETING = "\u001b[?1049h\u001b[?25l\u001b[?1000h\u001b[?1006h\u001b[?2004h";

    private static final String FAREWELL =
            "\u001b[?2026l\u001b[0m\u001b[?2004l\u001b[?1006l\u001b[?1002l\u001b[?1000l\u001b[?25h\u001b[?1049l";

    private static final String FRAME_BEGINS = "\u001b[?2026h";
    private static final String FRAME_ENDS = "\u001b[?2026l";

    private static final class Collected extends ByteArrayOutputStream {
        Collected() {
            super(1 << 16);
        }

        void writeTo(TerminalDevice device) {
            device.write(buf, count);
            reset();
        }
    }

    private final TerminalDevice device;
    private final Collected collected;
    private boolean inFrame;

    ScreenTerminal(TerminalDevice device) {
        this(device, new Collected());
    }

    private ScreenTerminal(TerminalDevice device, Collected collected) {
        // UTF-8 always: for any other set Lanterna falls back to the VT100's line drawing.
        super(new TerminalInput(device), collected, StandardCharsets.UTF_8);
        this.device = device;
        this.collected = collected;
    }

    @Override
    protected KeyDecodingProfile getDefaultKeyDecodingProfile() {
        List<CharacterPattern> patterns = new ArrayList<>();
        for (CharacterPattern pattern : new DefaultKeyDecodingProfile().getPatterns()) {
            // Raw mode sends a bare carriage return; the stock pattern wants a zero after it.
            boolean enterWithZero = pattern.equals(new BasicCharacterPattern(new KeyStroke(KeyType.Enter), '\r', '\0'));
            if (!enterWithZero && !(pattern instanceof MouseCharacterPattern)) {
                patterns.add(pattern);
            }
        }
        patterns.add(new BasicCharacterPattern(new KeyStroke(KeyType.Enter), '\r'));
        patterns.add(new SgrMouse());
        return () -> patterns;
    }

    @Override
    protected TerminalSize findTerminalSize() {
        TerminalDevice.Size size = device.size();
        return new TerminalSize(size.columns(), size.rows());
    }

    @Override
    public void enterPrivateMode() {
        device.enter(GREETING, FAREWELL);
    }

    @Override
    public void exitPrivateMode() {
        collected.reset();
        device.leave();
    }

    @Override
    public void close() {
        exitPrivateMode();
    }

    @Override
    public void putString(String text) throws IOException {
        // The stock method goes char by char and breaks what lies outside the basic plane.
        writeToTerminal(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void flush() {
        if (!inFrame) {
            collected.writeTo(device);
        }
    }

    /**
     * Puts a text into the clipboard of the user's own machine (OSC 52), as far as the terminal does that:
     * most that do take some 74 KB.
     */
    void copy(String text) throws IOException {
        String coded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        writeToTerminal(("\u001b]52;c;" + coded + "\u0007").getBytes(StandardCharsets.US_ASCII));
        flush();
    }

    /** Holds everything back until {@link #endFrame}. */
    void beginFrame() throws IOException {
        inFrame = true;
        writeToTerminal(FRAME_BEGINS.getBytes(StandardCharsets.US_ASCII));
    }

    /** Writes the frame, in one write(2). */
    void endFrame() throws IOException {
        writeToTerminal(FRAME_ENDS.getBytes(StandardCharsets.US_ASCII));
        inFrame = false;
        flush();
    }
}
