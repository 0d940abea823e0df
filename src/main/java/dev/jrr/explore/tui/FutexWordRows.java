package dev.jrr.explore.tui;

import dev.jrr.base.Hex;
import dev.jrr.explore.view.FutexWait;
import dev.jrr.explore.view.FutexWord;
import dev.jrr.explore.view.FutexWords;
import dev.jrr.explore.view.Locks.Kind;
import dev.jrr.explore.view.Locks.Lock;
import dev.jrr.explore.view.Seconds;
import dev.jrr.model.TaskUid;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The upper part of the futex view: the deadlock, if there is one, and the words. */
final class FutexWordRows {
    /** More words than these are not waited for and not named. */
    private static final int MOST = 16;

    private static final String INDENT = "   ";

    private FutexWordRows() {}

    static List<FutexNames.Asked> asked(FutexWords.Answer answer) {
        return shown(answer).stream()
                .map(word -> new FutexNames.Asked(word.word(), word.task(), word.isLock()))
                .toList();
    }

    private static List<FutexWord> shown(FutexWords.Answer answer) {
        List<FutexWord> words = answer.words();
        return words.subList(0, Math.min(MOST, words.size()));
    }

    /** The sentence that explains who waits for whom in a circle. */
    static void deadlock(FutexRows rows, Model model, int width) {
        Optional<Moment> moment = model.currentMoment();
        boolean isCircle = moment.filter(now -> !now.locks().cycles().isEmpty()).isPresent();
        if (isCircle) {
            List<String> sentences = moment.get().locks().sentences();
            for (String text :
                    sentences.subList(0, moment.get().locks().cycles().size())) {
                Wrapped.of(text, width).forEach(line -> rows.add(line, Style.MESSAGE));
            }
        } else {
            DeadlockText.here(model)
                    .ifPresent(text -> Wrapped.of(text, width).forEach(line -> rows.add(line, Style.MESSAGE)));
        }
    }

    static void add(FutexRows rows, Model model, FutexWords.Answer answer, FutexNames names, int width) {
        if (answer.words().isEmpty()) {
            rows.add("no futex word is used up to here", Style.DIM);
        }
        for (FutexWord word : shown(answer)) {
            word(rows, word, names.word(word.word()), width);
        }
        int others = answer.words().size() + answer.forgotten() - shown(answer).size();
        if (others > 0) {
            rows.add(others + " more words, with less waiting", Style.DIM);
        }
    }

    private static void word(FutexRows rows, FutexWord word, Optional<Lock> known, int width) {
        boolean isWaitedOn = !word.waiters().isEmpty();
        rows.choice(new FutexRows.Choice(OptionalLong.empty(), word.word().address()));
        String second = (isWaitedOn ? "waited on by " + tasks(word.waiters()) + "; " : "") + contention(word);
        rows.add(cut(" " + title(word, known), width), isWaitedOn ? Style.CHANGED : Style.NORMAL);
        Wrapped.of(second, width - INDENT.length())
                .forEach(line -> rows.add(INDENT + line, isWaitedOn ? Style.CHANGED : Style.DIM));
    }

    private static String title(FutexWord word, Optional<Lock> known) {
        Optional<TaskUid> owner = known.flatMap(Lock::owner);
        if (owner.isPresent() && known.get().kind() == Kind.END_OF_TASK) {
            return "end of task " + owner.get() + ", " + name(word, known);
        }
        String held = owner.map(task -> ", held by " + task).orElse("");
        return kind(word, known) + " " + name(word, known) + held;
    }

    private static String kind(FutexWord word, Optional<Lock> known) {
        Kind otherwise = word.isLock() ? Kind.MUTEX : Kind.WORD;
        return known.map(Lock::kind).orElse(otherwise).text();
    }

    private static String name(FutexWord word, Optional<Lock> known) {
        return known.map(Lock::name)
                .filter(name -> !name.isEmpty())
                .orElseGet(() -> Hex.of(word.word().address()));
    }

    private static String tasks(List<FutexWait> waiters) {
        return waiters.stream().map(FutexWait::task).map(TaskUid::toString).collect(Collectors.joining(", "));
    }

    private static String contention(FutexWord word) {
        if (word.waits() == 0) {
            return "never waited on, last call at frame " + word.lastFrame();
        }
        String wake = word.lastWake().isPresent()
                ? ", last by " + word.lastWaker().orElseThrow() + " at frame "
                        + word.lastWake().getAsLong()
                : "";
        return (word.waits() == 1 ? "1 wait" : word.waits() + " waits") + ", " + Seconds.text(word.nanos()) + " s, "
                + (word.handOffs() == 1 ? "1 hand-off" : word.handOffs() + " hand-offs") + wake;
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, Math.max(0, width));
    }
}
