package dev.jrr.tracee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.model.BufferedCall;
import dev.jrr.model.PackedCalls;
import dev.jrr.model.Register;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two sides of the contract between the code in a tracee and the tracer say the same. */
class BufferLayoutTest {
    @TempDir
    Path folder;

    /** What Java says, by the expression in C that has to have the value. */
    private static Map<String, Long> inJava() {
        Map<String, Long> values = new LinkedHashMap<>();
        values.put("JRR_CODE", JrrPage.START);
        values.put("JRR_CODE_LENGTH", JrrPage.CODE_LENGTH);
        values.put("JRR_TRACER_CALLS", JrrPage.BATCH);
        values.put("JRR_GLOBALS", BufferLayout.GLOBALS);
        values.put("JRR_STACK_TOP", BufferLayout.STACK_TOP);
        values.put("JRR_BATCH_HEAD", BufferLayout.BATCH_HEAD);
        values.put("JRR_BUFFER", BufferLayout.BUFFER);
        values.put("JRR_BUFFER_LENGTH", (long) BufferLayout.BUFFER_LENGTH);
        values.put("JRR_HOOK", BufferLayout.HOOK);
        values.put("JRR_HOOK_SAVED", BufferLayout.HOOK_SAVED);
        values.put("JRR_HOOK_LEAVE", BufferLayout.HOOK_LEAVE);
        values.put("JRR_HOOK_END", BufferLayout.HOOK_END);
        values.put("JRR_STOP", BufferLayout.STOP);
        values.put("JRR_CALL_DONE", (long) BufferLayout.CALL_DONE);
        values.put("JRR_CALL_DIVERGED", (long) BufferLayout.CALL_DIVERGED);
        values.put("JRR_UNTRACED", JrrPage.SINGLE_CALL);
        values.put("JRR_STACK_TOP - sizeof(struct jrr_entry)", BufferLayout.ENTRY);
        values.put("sizeof(struct jrr_entry)", (long) BufferLayout.ENTRY_LENGTH);
        int at = 0;
        for (Register register : BufferLayout.ENTRY_ORDER) {
            addMember(values, "jrr_entry", register.name().toLowerCase(Locale.ROOT), at);
            at += Long.BYTES;
        }
        addMember(values, "jrr_entry", "eflags", at);
        addMember(values, "jrr_entry", "call", at + Long.BYTES);
        values.put("JRR_OFF", (long) BufferLayout.MODE_OFF);
        values.put("JRR_RECORD", (long) BufferLayout.MODE_RECORD);
        values.put("JRR_REPLAY", (long) BufferLayout.MODE_REPLAY);
        addGlobals(values);
        addRecord(values);
        addPacked(values);
        return values;
    }

    private static void addGlobals(Map<String, Long> values) {
        addMember(values, "jrr_globals", "mode", BufferLayout.MODE);
        addMember(values, "jrr_globals", "go_traced", BufferLayout.GO_TRACED);
        addMember(values, "jrr_globals", "others_ready", BufferLayout.OTHERS_READY);
        addMember(values, "jrr_globals", "fds_unsure", BufferLayout.FDS_UNSURE);
        addMember(values, "jrr_globals", "next", BufferLayout.NEXT);
        addMember(values, "jrr_globals", "left", BufferLayout.LEFT);
        addMember(values, "jrr_globals", "repeated", BufferLayout.REPEATED);
        addMember(values, "jrr_globals", "stop_now", BufferLayout.STOP_NOW);
        values.put("JRR_STOP_NOW_OFFSET", (long) BufferLayout.STOP_NOW);
        addMember(values, "jrr_globals", "output_device", BufferLayout.OUTPUT_DEVICE);
        addMember(values, "jrr_globals", "output_inode", BufferLayout.OUTPUT_INODE);
        addMember(values, "jrr_globals", "fd_class", BufferLayout.FD_CLASS);
        addMember(values, "jrr_globals", "fd_inode", BufferLayout.FD_INODE);
        addMember(values, "jrr_globals", "mapped", BufferLayout.MAPPED);
        values.put("JRR_FDS", (long) BufferLayout.FDS);
        values.put("JRR_MAPPED_BITS", (long) BufferLayout.MAPPED_BITS);
        addMember(values, "jrr_batch_head", "restart", BufferLayout.RESTART);
        addMember(values, "jrr_batch_head", "used", BufferLayout.USED);
        addMember(values, "jrr_batch_head", "batch", BufferLayout.BATCH);
        addMember(values, "jrr_batch_head", "series", BufferLayout.SERIES);
        addMember(values, "jrr_batch_head", "last", BufferLayout.LAST);
        addMember(values, "jrr_batch_head", "series_start", BufferLayout.SERIES_START);
        addMember(values, "jrr_batch_head", "stride", BufferLayout.STRIDE);
        addMember(values, "jrr_batch_head", "previous", BufferLayout.PREVIOUS);
        values.put("JRR_FIRST_STRIDE", (long) BufferLayout.FIRST_STRIDE);
        values.put("sizeof(((struct jrr_batch_head *)0)->stride) / 8", (long) BufferLayout.STRIDES);
    }

    private static void addRecord(Map<String, Long> values) {
        values.put("JRR_BUFFERED", (long) BufferedCall.BUFFERED);
        values.put("JRR_USER_SPACE", (long) BufferedCall.USER_SPACE);
        values.put("JRR_REFUSED", (long) BufferedCall.REFUSED);
        values.put("JRR_PERFORM", (long) BufferedCall.PERFORM);
        values.put("JRR_INPUT", (long) BufferedCall.INPUT);
        values.put("JRR_OUTPUT", (long) BufferedCall.OUTPUT);
    }

    private static void addPacked(Map<String, Long> values) {
        values.put("sizeof(struct jrr_packed)", (long) PackedCalls.LENGTH);
        addMember(values, "jrr_packed", "size", PackedCalls.SIZE);
        addMember(values, "jrr_packed", "number", PackedCalls.NUMBER);
        addMember(values, "jrr_packed", "changed", PackedCalls.CHANGED);
        addMember(values, "jrr_packed", "result", PackedCalls.RESULT);
        addMember(values, "jrr_packed", "handling", PackedCalls.HANDLING);
        addMember(values, "jrr_packed", "flags", PackedCalls.FLAGS);
        addMember(values, "jrr_packed", "repeated", PackedCalls.REPEATED);
        values.put("sizeof(struct jrr_entry) / 8", (long) PackedCalls.WORDS);
        values.put("sizeof(struct jrr_short_item)", (long) PackedCalls.ITEM_LENGTH);
        addMember(values, "jrr_short_item", "length", 0);
        addMember(values, "jrr_short_item", "kind", BufferedCall.ITEM_KIND);
        addMember(values, "jrr_short_item", "argument", BufferedCall.ITEM_ARGUMENT);
        values.put("JRR_SERIES", (long) PackedCalls.SERIES);
        values.put("JRR_MAY_STRIDE", (long) PackedCalls.MAY_STRIDE);
        values.put("JRR_WIDE", (long) PackedCalls.WIDE);
        values.put("JRR_AT_ARGUMENT", (long) PackedCalls.AT_ARGUMENT);
        values.put("JRR_MOST_REPEATED", PackedCalls.MOST_CALLS - 1L);
        values.put("sizeof(struct jrr_batch_head)", BufferLayout.BUFFER - BufferLayout.BATCH_HEAD);
    }

    private static void addMember(Map<String, Long> values, String structure, String name, int offset) {
        values.put("offsetof(struct " + structure + ", " + name + ")", (long) offset);
    }

    @Test
    void javaAndTheHeaderAgreeOnEveryAddressOffsetAndConstant() throws IOException, InterruptedException {
        Map<String, Long> inJava = inJava();
        String program = inJava.keySet().stream()
                .map(expression -> "    printf(\"" + expression + " %ld\\n\", (long) (" + expression + "));\n")
                .collect(Collectors.joining(
                        "",
                        "#include <stddef.h>\n#include <stdio.h>\n#include \"jrr_buffer.h\"\nint main(void)\n{\n",
                        "}\n"));
        Path source = Files.writeString(folder.resolve("layout.c"), program);
        Path binary = folder.resolve("layout");
        assertThat(output("gcc", "-I", "native/preload", "-o", binary.toString(), source.toString()))
                .isEmpty();
        String expected = inJava.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                .collect(Collectors.joining());
        assertThat(output(binary.toString())).isEqualTo(expected);
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }
}
