package dev.jrr.explore.view;

import dev.jrr.base.Hex;
import dev.jrr.debugger.MemoryStretch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One line of a memory dump: bytes, or a note in place of bytes that cannot be read.
 *
 * @param bytes up to {@link #WIDTH}; empty if there is a note alone
 * @param note empty for ordinary memory
 */
public record HexRow(long address, byte[] bytes, String note) {
    /** Bytes in a line. */
    public static final int WIDTH = 16;

    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    /** Lines that start at multiples of {@link #WIDTH}, except the first of each stretch. */
    public static List<HexRow> of(List<MemoryStretch> stretches) {
        List<HexRow> rows = new ArrayList<>();
        for (MemoryStretch stretch : stretches) {
            if (stretch.length() == 0) {
                continue;
            }
            String note = note(stretch);
            if (stretch.bytes().length == 0) {
                rows.add(new HexRow(stretch.address(), new byte[0], note));
                continue;
            }
            int at = 0;
            while (at < stretch.bytes().length) {
                long address = stretch.address() + at;
                int count = (int) Math.min(WIDTH - (address & (WIDTH - 1)), stretch.bytes().length - at);
                byte[] bytes = new byte[count];
                System.arraycopy(stretch.bytes(), at, bytes, 0, count);
                rows.add(new HexRow(address, bytes, at == 0 ? note : ""));
                at += count;
            }
        }
        return rows;
    }

    private static String note(MemoryStretch stretch) {
        String size = " (" + stretch.length() + (stretch.length() == 1 ? " byte)" : " bytes)");
        return switch (stretch.state()) {
            case READABLE -> "";
            case GROWS_STACK -> "stack would grow here" + size;
            case UNMAPPED -> "unmapped" + size;
            case NO_ACCESS -> "no access (guard)" + size;
            case BEYOND_FILE -> "beyond the end of the mapped file" + size;
        };
    }

    /** The bytes in hexadecimal, each at the column that its address has, gaps left blank. */
    public String hex() {
        StringBuilder text = new StringBuilder(WIDTH * 3 + 1);
        int lead = lead();
        for (int column = 0; column < WIDTH; column++) {
            if (column == WIDTH / 2) {
                text.append(' ');
            }
            int index = column - lead;
            if (index >= 0 && index < bytes.length) {
                text.append(DIGITS[(bytes[index] >> 4) & 15]).append(DIGITS[bytes[index] & 15]);
            } else {
                text.append("  ");
            }
            text.append(' ');
        }
        return text.toString();
    }

    /** The bytes as characters, a dot for what is not printable ASCII. */
    public String ascii() {
        StringBuilder text = new StringBuilder(" ".repeat(lead()));
        for (byte b : bytes) {
            text.append(b >= 0x20 && b < 0x7f ? (char) b : '.');
        }
        return text.toString();
    }

    /** Address, bytes, characters, note. */
    public String line() {
        if (bytes.length == 0) {
            return Hex.of(address) + "  " + note;
        }
        return String.format(Locale.ROOT, "%016x  ", address) + hex() + " |" + ascii() + "|"
                + (note.isEmpty() ? "" : "  " + note);
    }

    private int lead() {
        return (int) (address & (WIDTH - 1));
    }
}
