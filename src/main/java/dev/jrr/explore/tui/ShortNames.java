package dev.jrr.explore.tui;

/**
 * Shortens what a decoded line says of descriptors, such as {@code 3</usr/lib/libc.so.6>}: in a
 * list the path would leave no room for what was done with it.
 */
final class ShortNames {
    /** A name like /etc/passwd or /dev/pts/12 says more than "…/12" and takes hardly more room. */
    private static final int SHORT = 12;

    private ShortNames() {}

    /** The line with {@code <…/last>} for a path, {@code <pipe>} for {@code <pipe:[4711]>}. */
    static String of(String line) {
        StringBuilder shorter = new StringBuilder(line.length());
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            shorter.append(c);
            if (quoted && c == '\\' && i + 1 < line.length()) {
                shorter.append(line.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '<' && i > 0 && isDescriptor(line.charAt(i - 1))) {
                int end = line.indexOf('>', i);
                if (end > 0) {
                    shorter.append(name(line.substring(i + 1, end)));
                    i = end - 1;
                }
            }
        }
        return shorter.toString();
    }

    /** A number or AT_FDCWD. What else is in such brackets, symbols for one, follows a blank. */
    private static boolean isDescriptor(char before) {
        return before >= '0' && before <= '9' || before == 'D';
    }

    private static String name(String name) {
        int slash = name.lastIndexOf('/');
        if (name.startsWith("/")) {
            return name.length() <= SHORT ? name : "…" + name.substring(slash);
        }
        int colon = name.indexOf(":[");
        if (colon < 0) {
            return name;
        }
        String kind = name.substring(0, colon);
        // "anon_inode:[eventpoll]" says what it is in the brackets; "pipe:[4711]" before them.
        String inner = name.substring(colon + 2, name.endsWith("]") ? name.length() - 1 : name.length());
        return kind.equals("anon_inode") ? inner : kind;
    }
}
