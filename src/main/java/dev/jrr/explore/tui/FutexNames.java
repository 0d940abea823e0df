package dev.jrr.explore.tui;

import dev.jrr.debugger.MapEntry;
import dev.jrr.debugger.TaskView;
import dev.jrr.explore.view.AddressNames;
import dev.jrr.explore.view.FutexWait.Word;
import dev.jrr.explore.view.Locks;
import dev.jrr.explore.view.Locks.Lock;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskSummary;
import dev.jrr.model.TaskUid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/** Names and owners of futex words, as the live replay tells them; empty while it is on its way. */
final class FutexNames {
    /** A word, and a task that has used it. */
    record Asked(Word word, TaskUid task, boolean isLock) {}

    /** What the words are. */
    record Query(List<Asked> words) implements LiveQuery {
        Query {
            words = List.copyOf(words);
        }

        @Override
        public Answer ask(Replay replay, TaskUid task, Registers registers) {
            List<TaskView> tasks = replay.tasks();
            Map<Word, Lock> found = new HashMap<>();
            Map<TaskUid, AddressNames> names = new HashMap<>();
            for (Asked asked : words) {
                reader(tasks, asked).ifPresent(alive -> {
                    AddressNames own = names.computeIfAbsent(alive, reader -> new AddressNames(replay.maps(reader)));
                    found.put(
                            asked.word(), Locks.idle(replay, alive, asked.word().address(), asked.isLock(), own));
                });
            }
            return new Found(found, replay.maps(task));
        }

        /** A task that lives there and has the word in its memory. */
        private static Optional<TaskUid> reader(List<TaskView> tasks, Asked asked) {
            Optional<TaskView> itself = tasks.stream()
                    .filter(task -> task.task().equals(asked.task()))
                    .findFirst();
            return itself.or(() -> tasks.stream()
                            .filter(task -> task.processId() == asked.word().process())
                            .findFirst())
                    .map(TaskView::task);
        }
    }

    private record Found(Map<Word, Lock> words, List<MapEntry> maps) implements LiveQuery.Answer {}

    private final Map<Word, Lock> words;
    private final AddressNames maps;
    private final Map<Word, Lock> waitedOn = new HashMap<>();

    private FutexNames(Map<Word, Lock> words, List<MapEntry> maps, Optional<Moment> moment) {
        this.words = words;
        this.maps = new AddressNames(maps);
        moment.ifPresent(now -> now.locks().locks().forEach(lock -> waitedOn.put(word(now, lock), lock)));
    }

    private static Word word(Moment moment, Lock lock) {
        TaskUid waiter = lock.waiters().get(0).task();
        int process = moment.tasks().stream()
                .filter(task -> task.task().equals(waiter))
                .mapToInt(TaskView::processId)
                .findFirst()
                .orElse(0);
        return new Word(process, lock.address());
    }

    static FutexNames of(Model model) {
        Optional<Found> found = model.currentMoment().flatMap(moment -> moment.answer(Found.class));
        return new FutexNames(
                found.map(Found::words).orElse(Map.of()),
                found.map(Found::maps).orElse(List.of()),
                model.currentMoment());
    }

    /** What is known of a word. */
    Optional<Lock> word(Word word) {
        Optional<Lock> waited = word.process() == 0
                ? waitedOn.values().stream()
                        .filter(lock -> lock.address() == word.address())
                        .findFirst()
                : Optional.ofNullable(waitedOn.get(word));
        return waited.or(() -> Optional.ofNullable(words.get(word)));
    }

    /** Names addresses in the memory of a task: the mappings are those of the task looked at, and of its process. */
    LongFunction<String> of(Model model, TaskUid task) {
        boolean same = task.equals(model.task()) || process(model, task) == process(model, model.task());
        return address -> {
            if (!same) {
                return "";
            }
            Optional<Lock> known = words.values().stream()
                    .filter(lock -> lock.address() == address)
                    .findFirst();
            return known.map(Lock::name).filter(name -> !name.isEmpty()).orElseGet(() -> maps.of(address));
        };
    }

    private static int process(Model model, TaskUid task) {
        return model.run().summary().tasks().stream()
                .filter(each -> each.task().equals(task))
                .mapToInt(TaskSummary::processId)
                .findFirst()
                .orElse(-1);
    }
}
