package dev.jrr.kernel;

/**
 * What one argument is, or points to: the parsed type of a table row.
 *
 * @param kind whether it is a value or a pointer, and what the call does through it
 * @param name the structure, set of constants or rule
 * @param bytes of one element
 * @param isArray whether the row gives a count
 * @param most elements at most, known at entry
 * @param written elements written, known at exit
 */
record Shape(Kind kind, String name, int bytes, boolean isArray, Count most, Count written, When when) {
    enum Kind {
        VALUE,
        STRING,
        READ,
        WRITTEN,
        BOTH,
        OWN
    }

    /** The results with which the call writes through the argument. */
    enum When {
        SUCCESS,
        POSITIVE,
        ANY,
        INTERRUPTED;

        boolean holds(long result) {
            return switch (this) {
                case SUCCESS -> result >= 0 || result < -4095;
                case POSITIVE -> result > 0;
                case ANY -> true;
                // EINTR, ERESTARTNOHAND and ERESTART_RESTARTBLOCK: the last two are what a tracer
                // sees before the kernel turns them into the first (include/linux/errno.h).
                case INTERRUPTED -> result == -4 || result == -514 || result == -516;
            };
        }
    }

    static Shape parse(String type) {
        Kind kind = switch (type.charAt(0)) {
            case '<' -> Kind.READ;
            case '>' -> Kind.WRITTEN;
            case '=' -> Kind.BOTH;
            case '~' -> Kind.OWN;
            default -> type.equals("path") || type.equals("str") ? Kind.STRING : Kind.VALUE;
        };
        if (kind == Kind.VALUE || kind == Kind.STRING) {
            return new Shape(kind, type, 0, false, Count.ONE, Count.ONE, When.SUCCESS);
        }
        String rest = type.substring(1);
        When when = When.SUCCESS;
        int question = rest.indexOf('?');
        if (question >= 0) {
            when = switch (rest.substring(question + 1)) {
                case "pos" -> When.POSITIVE;
                case "any" -> When.ANY;
                default -> When.INTERRUPTED;
            };
            rest = rest.substring(0, question);
        }
        int bracket = rest.indexOf('[');
        if (bracket < 0) {
            int bytes = kind == Kind.OWN ? 0 : Structs.size(rest);
            return new Shape(kind, rest, bytes, false, Count.ONE, Count.ONE, when);
        }
        String counts = rest.substring(bracket + 1, rest.length() - 1);
        String name = rest.substring(0, bracket);
        int semicolon = counts.indexOf(';');
        Count most = Count.parse(semicolon < 0 ? counts : counts.substring(0, semicolon));
        Count written = semicolon < 0 ? most : Count.parse(counts.substring(semicolon + 1));
        int bytes = kind == Kind.OWN ? 0 : Structs.size(name);
        return new Shape(kind, name, bytes, true, most, written, when);
    }

    boolean isWritten() {
        return kind == Kind.WRITTEN || kind == Kind.BOTH;
    }

    boolean isRead() {
        return kind == Kind.READ || kind == Kind.BOTH;
    }

    /** The most bytes that it can be. */
    long mostBytes(Call call) {
        return bounded(most.of(call));
    }

    /** The bytes that the call has written, if {@link #when} holds. */
    long writtenBytes(Call call) {
        long elements = written == most ? most.of(call) : Math.min(most.of(call), written.of(call));
        return bounded(elements);
    }

    private long bounded(long elements) {
        // An address never takes more (struct sockaddr_storage), whatever the length says.
        long limit = name.equals("sockaddr") ? 128 : Count.MOST;
        return Math.min(limit, elements * bytes);
    }
}
