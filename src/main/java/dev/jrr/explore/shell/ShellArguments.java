package dev.jrr.explore.shell;

import dev.jrr.base.UsageException;
import java.util.List;

/** What follows a word on its line. */
record ShellArguments(ShellWord word, String rest) {
    /** A number in a line; above this a count means "all". */
    private static final long MAX_COUNT = Long.MAX_VALUE / 4;

    /** The arguments, parted by blanks. */
    List<String> list() {
        return rest.isEmpty() ? List.of() : List.of(rest.split("\\s+"));
    }

    /** The only argument, or {@code missing} if there is none. */
    String optional(String missing) {
        List<String> list = list();
        if (list.size() > 1) {
            throw misuse();
        }
        return list.isEmpty() ? missing : list.get(0);
    }

    /** The only argument, which must be there. */
    String required() {
        String value = optional("");
        if (value.isEmpty()) {
            throw misuse();
        }
        return value;
    }

    void none() {
        if (!rest.isEmpty()) {
            throw misuse();
        }
    }

    /** A count of at least 1, 1 if there is none. */
    long count() {
        String text = optional("1");
        if (!text.matches("[0-9]+") || text.matches("0+")) {
            throw misuse();
        }
        return text.length() > 18 ? MAX_COUNT : Long.parseLong(text);
    }

    /** An address as it was written, and how many bytes from there. */
    record Range(String address, int length) {}

    /**
     * An address and perhaps a length. The address may have blanks, as in "rsp + 8 64": the last word is
     * the length only if it can stand alone, and what is before it does not end in an operator.
     *
     * @param missing the length if there is none
     * @param most the greatest length
     */
    Range range(int missing, int most) {
        List<String> words = list();
        if (words.isEmpty()) {
            throw misuse();
        }
        int addressWords = words.size();
        boolean hasLength = words.size() > 1
                && isNumber(words.get(words.size() - 1))
                && !words.get(words.size() - 2).matches(".*[+-]");
        if (hasLength) {
            addressWords--;
        }
        boolean isSum = String.join(" ", words.subList(0, addressWords)).matches(".*[+-].*");
        if (addressWords > 1 && !isSum) {
            throw misuse();
        }
        long length = hasLength ? number(words.get(addressWords)) : missing;
        if (length < 1 || length > most) {
            throw new UsageException("a length is 1 to " + most + " bytes");
        }
        return new Range(String.join("", words.subList(0, addressWords)), (int) length);
    }

    private static boolean isNumber(String text) {
        return text.matches("0[xX][0-9a-fA-F]{1,15}|[0-9]{1,18}");
    }

    private static long number(String text) {
        return text.startsWith("0x") || text.startsWith("0X")
                ? Long.parseLong(text.substring(2), 16)
                : Long.parseLong(text);
    }

    UsageException misuse() {
        return new UsageException("usage: " + word.syntax() + "   (for example: " + word.example() + ")");
    }
}
