package dev.jrr.explore.shell;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What somebody may have meant who typed a word that is not known. */
final class Spelling {
    private static final int MOST = 3;

    private Spelling() {}

    /** The known words that are likest, best first, 3 at most; none if nothing is like it. */
    static List<String> near(String typed, Collection<String> known) {
        int most = Math.max(1, typed.length() / 3);
        Map<String, Integer> distances =
                known.stream().distinct().collect(Collectors.toMap(word -> word, word -> distance(typed, word)));
        return distances.entrySet().stream()
                .filter(entry -> entry.getValue() <= most)
                .sorted(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** {@code "; did you mean A or B?"}, or what is said if nothing is like it. */
    static String question(List<String> near, String otherwise) {
        return near.isEmpty() ? otherwise : "; did you mean " + String.join(" or ", near) + "?";
    }

    /**
     * How many letters have to be put in, left out, changed or turned round with their neighbour; 1 if the
     * word begins with what was typed.
     */
    private static int distance(String typed, String word) {
        if (typed.length() > 1 && word.startsWith(typed)) {
            return 1;
        }
        int[][] ways = new int[typed.length() + 1][word.length() + 1];
        for (int i = 0; i <= typed.length(); i++) {
            for (int j = 0; j <= word.length(); j++) {
                if (i == 0 || j == 0) {
                    ways[i][j] = i + j;
                    continue;
                }
                int change = typed.charAt(i - 1) == word.charAt(j - 1) ? 0 : 1;
                int least = Math.min(ways[i - 1][j - 1] + change, Math.min(ways[i - 1][j], ways[i][j - 1]) + 1);
                boolean isTurned = i > 1
                        && j > 1
                        && typed.charAt(i - 1) == word.charAt(j - 2)
                        && typed.charAt(i - 2) == word.charAt(j - 1);
                ways[i][j] = isTurned ? Math.min(least, ways[i - 2][j - 2] + 1) : least;
            }
        }
        return ways[typed.length()][word.length()];
    }
}
