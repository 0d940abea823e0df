package dev.jrr.explore.tui;

import dev.jrr.linux.TerminalDevice;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The terminal's bytes for Lanterna's decoder. Takes the marks of a bracketed paste out, and holds
 * back "nothing more" for a moment after an escape byte: an arrow key may arrive in two pieces.
 */
final class TerminalInput extends InputStream {
    private static final int ESCAPE_WAIT_MILLIS = 25;
    private static final byte ESCAPE = 27;
    private static final String PASTE_BEGINS = "[200~";
    private static final String PASTE_ENDS = "[201~";

    private final TerminalDevice device;
    private final byte[] buffer = new byte[4096];
    private int next;
    private int end;
    private int previous = -1;

    TerminalInput(TerminalDevice device) {
        this.device = device;
    }

    @Override
    public int available() {
        if (next < end) {
            return end - next;
        }
        return device.hasInput(previous == ESCAPE ? ESCAPE_WAIT_MILLIS : 0) ? 1 : 0;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        while (next == end) {
            int count = device.read(buffer);
            if (count < 0) {
                return -1;
            }
            next = 0;
            end = withoutPasteMarks(count);
        }
        int count = Math.min(length, end - next);
        System.arraycopy(buffer, next, target, offset, count);
        next += count;
        previous = target[offset + count - 1];
        return count;
    }

    private int withoutPasteMarks(int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (buffer[i] == ESCAPE && (follows(i, count, PASTE_BEGINS) || follows(i, count, PASTE_ENDS))) {
                i += PASTE_BEGINS.length();
            } else {
                buffer[kept++] = buffer[i];
            }
        }
        Arrays.fill(buffer, kept, count, (byte) 0);
        return kept;
    }

    private boolean follows(int escape, int count, String mark) {
        if (escape + mark.length() >= count) {
            return false;
        }
        for (int i = 0; i < mark.length(); i++) {
            if (buffer[escape + 1 + i] != mark.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
