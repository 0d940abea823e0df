package dev.jrr.explore.view;

import dev.jrr.model.TaskSummary;
import dev.jrr.model.TaskUid;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tasks of a recording under those that made them. */
public final class ProcessTree {
    /** A chain of processes may be deeper than any screen is wide. */
    private static final int MAX_INDENT = 20;

    private ProcessTree() {}

    /** One line a task, in the order of creation among the children of one parent. */
    public static List<String> lines(List<TaskSummary> tasks) {
        Set<TaskUid> known = new HashSet<>();
        tasks.forEach(task -> known.add(task.task()));
        Map<TaskUid, List<TaskSummary>> children = new HashMap<>();
        for (TaskSummary task : tasks) {
            // A parent that is not in the trace counts as none; so does oneself, in a damaged one.
            boolean hasParent = known.contains(task.parent()) && task.parent().compareTo(task.task()) < 0;
            children.computeIfAbsent(hasParent ? task.parent() : TaskUid.NONE, parent -> new ArrayList<>())
                    .add(task);
        }
        List<String> lines = new ArrayList<>();
        // An explicit stack: processes that start the next one make deep trees.
        Deque<Node> stack = new ArrayDeque<>();
        pushChildren(stack, children.get(TaskUid.NONE), 0);
        while (!stack.isEmpty()) {
            Node node = stack.pop();
            lines.add(line(node));
            pushChildren(stack, children.get(node.task().task()), node.depth() + 1);
        }
        return lines;
    }

    private record Node(TaskSummary task, int depth) {}

    private static void pushChildren(Deque<Node> stack, List<TaskSummary> children, int depth) {
        if (children != null) {
            for (int i = children.size() - 1; i >= 0; i--) {
                stack.push(new Node(children.get(i), depth));
            }
        }
    }

    private static String line(Node node) {
        TaskSummary task = node.task();
        boolean thread = task.task().tid() != task.processId();
        StringBuilder line = new StringBuilder("  ".repeat(Math.min(node.depth(), MAX_INDENT)));
        line.append(thread ? "thread " : "process ").append(task.task());
        line.append("  ").append(task.name());
        line.append("  frames ").append(task.firstFrame()).append(" to ").append(task.lastFrame());
        line.append("  ");
        line.append(
                task.exitStatus().isPresent() ? ExitText.of(task.exitStatus().getAsInt()) : "not ended");
        return line.toString();
    }
}
