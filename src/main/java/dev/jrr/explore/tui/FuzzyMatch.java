package dev.jrr.explore.tui;

/** Whether the letters of a query come in a text in their order, and how well. */
final class FuzzyMatch {
    private static final int START_OF_WORD = 8;
    private static final int ADJACENT = 5;
    private static final int FAR = 3;

    private FuzzyMatch() {}

    /** The larger the better; negative if the letters are not there. Capitals do not matter; blanks in the query neither. */
    static int score(String query, String text) {
        int best = -1;
        String wanted = query.replace(" ", "");
        if (wanted.isEmpty()) {
            return 0;
        }
        for (int start = 0; start < text.length(); start++) {
            if (same(wanted.charAt(0), text.charAt(start))) {
                best = Math.max(best, scoreFrom(wanted, text, start));
            }
        }
        return best;
    }

    private static int scoreFrom(String wanted, String text, int start) {
        // What begins early in the text is rather meant.
        int score = 1000 - Math.min(start, 100);
        int last = start - 1;
        int at = start;
        for (int i = 0; i < wanted.length(); i++) {
            while (at < text.length() && !same(wanted.charAt(i), text.charAt(at))) {
                at++;
            }
            if (at == text.length()) {
                return -1;
            }
            if (at == last + 1 && i > 0) {
                score += ADJACENT;
            } else {
                score -= Math.min(at - last - 1, FAR);
            }
            if (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1))) {
                score += START_OF_WORD;
            }
            last = at++;
        }
        return Math.max(0, score);
    }

    private static boolean same(char one, char two) {
        return Character.toLowerCase(one) == Character.toLowerCase(two);
    }
}
