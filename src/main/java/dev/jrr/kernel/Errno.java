package dev.jrr.kernel;

/** Error numbers by name (errno(3)). */
public final class Errno {
    public static final int EPERM = 1;
    public static final int EINTR = 4;
    public static final int ENOSYS = 38;
    public static final int EOVERFLOW = 75;

    /** The call is to be made again; no program sees this. */
    public static final int ERESTARTSYS = 512;

    public static final int ERESTARTNOINTR = 513;
    public static final int ERESTARTNOHAND = 514;

    /** The call goes on as restart_syscall. */
    public static final int ERESTART_RESTARTBLOCK = 516;

    private static final String[] NAMES = new String[531];
    private static final String[] TEXTS = new String[NAMES.length];

    static {
        for (String line : TableText.lines("errno.tbl")) {
            int name = line.indexOf(' ');
            int text = line.indexOf(' ', name + 1);
            int number = Integer.parseInt(line.substring(0, name));
            NAMES[number] = line.substring(name + 1, text);
            TEXTS[number] = line.substring(text + 1);
        }
    }

    private Errno() {}

    /** Such as ENOENT, or "errno_NUMBER" if it has no name. */
    public static String name(int number) {
        return isNamed(number) ? NAMES[number] : "errno_" + number;
    }

    /** Such as "No such file or directory", or "Unknown error NUMBER". */
    public static String text(int number) {
        return isNamed(number) ? TEXTS[number] : "Unknown error " + number;
    }

    /** Whether a result is one of the kernel's own codes, which no program sees. */
    public static boolean isRestart(long result) {
        return result >= -ERESTART_RESTARTBLOCK && result <= -ERESTARTSYS && result != -515;
    }

    private static boolean isNamed(int number) {
        return number > 0 && number < NAMES.length && NAMES[number] != null;
    }
}
