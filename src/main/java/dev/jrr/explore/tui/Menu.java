package dev.jrr.explore.tui;

import com.googlecode.lanterna.input.KeyStroke;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A list over the panes, of which one entry is picked: by typing some of its letters in their order,
 * or, in a short menu, by its own letter. Screen's thread.
 */
final class Menu {
    /**
     * One thing to pick.
     *
     * @param letter picks it at once in a menu of letters, ' ' for none
     * @param words what it is, which is what is searched
     * @param note what stands at the right, such as its key
     */
    record Entry(char letter, String words, String note, Runnable action) {}

    /** What a key did to the menu. */
    enum Outcome {
        OPEN,
        CLOSED
    }

    private final String title;
    private final List<Entry> entries;
    private final boolean byLetter;
    private final StringBuilder query = new StringBuilder();
    private List<Entry> found;
    private int chosen;
    private Optional<Entry> picked = Optional.empty();

    private Menu(String title, List<Entry> entries, boolean byLetter) {
        this.title = title;
        this.entries = List.copyOf(entries);
        this.byLetter = byLetter;
        this.found = this.entries;
    }

    /** A menu that is searched by typing. */
    static Menu searched(String title, List<Entry> entries) {
        return new Menu(title, entries, false);
    }

    /** A short menu, each entry of which has its letter. */
    static Menu ofLetters(String title, List<Entry> entries) {
        return new Menu(title, entries, true);
    }

    String title() {
        return title;
    }

    boolean isByLetter() {
        return byLetter;
    }

    String query() {
        return query.toString();
    }

    /** Those that fit what has been typed, the best first. */
    List<Entry> found() {
        return found;
    }

    int chosen() {
        return chosen;
    }

    /** What was picked, when it has closed; empty if nothing was. */
    Optional<Entry> picked() {
        return picked;
    }

    Outcome type(KeyStroke key) {
        switch (KeyName.of(key)) {
            case "Esc", "Ctrl-C", "Ctrl-G":
                return Outcome.CLOSED;
            case "Enter":
                picked = found.isEmpty() ? Optional.empty() : Optional.of(found.get(chosen));
                return found.isEmpty() ? Outcome.OPEN : Outcome.CLOSED;
            case "Up", "Ctrl-P":
                choose(chosen - 1);
                return Outcome.OPEN;
            case "Down", "Ctrl-N", "Tab":
                choose(chosen + 1);
                return Outcome.OPEN;
            case "PgUp":
                choose(Math.max(0, chosen - 10));
                return Outcome.OPEN;
            case "PgDn":
                choose(Math.min(found.size() - 1, chosen + 10));
                return Outcome.OPEN;
            case "Backspace", "Ctrl-H":
                if (query.length() == 0) {
                    return Outcome.CLOSED;
                }
                query.setLength(query.length() - 1);
                search();
                return Outcome.OPEN;
            case "Ctrl-U":
                query.setLength(0);
                search();
                return Outcome.OPEN;
            default:
                return letter(key);
        }
    }

    /** Picks the entry in a row of those found. */
    Outcome click(int row) {
        if (row < 0 || row >= found.size()) {
            return Outcome.OPEN;
        }
        picked = Optional.of(found.get(row));
        return Outcome.CLOSED;
    }

    private Outcome letter(KeyStroke key) {
        if (key.getCharacter() == null || key.isCtrlDown() || key.getCharacter() < ' ') {
            return Outcome.OPEN;
        }
        char letter = key.getCharacter();
        if (byLetter) {
            picked = entries.stream().filter(entry -> entry.letter() == letter).findFirst();
            return picked.isPresent() ? Outcome.CLOSED : Outcome.OPEN;
        }
        query.append(letter);
        search();
        return Outcome.OPEN;
    }

    private void choose(int row) {
        chosen = found.isEmpty() ? 0 : Math.floorMod(row, found.size());
    }

    private void search() {
        String wanted = query.toString();
        record Scored(Entry entry, int score) {}
        List<Scored> scored = new ArrayList<>();
        for (Entry entry : entries) {
            int score = FuzzyMatch.score(wanted, entry.words() + " " + entry.note());
            if (score >= 0) {
                scored.add(new Scored(entry, score));
            }
        }
        scored.sort(Comparator.comparingInt(Scored::score).reversed());
        found = scored.stream().map(Scored::entry).toList();
        chosen = 0;
    }
}
