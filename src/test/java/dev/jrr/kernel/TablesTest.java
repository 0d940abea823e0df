package dev.jrr.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The tables agree with each other. */
class TablesTest {
    private static final Set<String> VALUES = Set.of(
            "fd",
            "dirfd",
            "int",
            "uint",
            "long",
            "ulong",
            "size",
            "hex",
            "ptr",
            "mode",
            "filemode",
            "id",
            "pid",
            "sig",
            "dev",
            "variant",
            "unused",
            "futexbits");

    private static final Set<String> SETS_OF_STRUCTURES =
            Set.of("filemode", "signal", "sigmask", "sighandler", "rlim", "capversion", "fsmagic");

    @Test
    void everyTypeOfAnArgumentIsKnown() {
        for (SyscallInfo.Argument argument : arguments()) {
            Shape shape = SyscallTable.shape(argument.type());
            switch (shape.kind()) {
                case VALUE ->
                    assertThat(isValue(argument.type())).as(argument.toString()).isTrue();
                case OWN -> assertThat(Irregular.of(shape)).isNotNull();
                case READ, WRITTEN, BOTH ->
                    assertThat(Structs.isKnown(shape.name())).isTrue();
                case STRING -> assertThat(shape.name()).isIn("path", "str");
            }
        }
    }

    @Test
    void everyFieldLiesInItsStructureAndHasAKnownType() {
        for (String struct : Structs.names()) {
            for (Structs.Field field : Structs.fields(struct)) {
                if (field.isElided()) {
                    continue;
                }
                String type = field.type();
                int slash = type.indexOf('/');
                String set = slash < 0 ? "" : type.substring(0, slash);
                boolean isKnown = slash < 0
                        ? StructText.isScalar(type) || Structs.isKnown(type)
                        : Constants.isKnown(set) || SETS_OF_STRUCTURES.contains(set);
                assertThat(isKnown).as("%s.%s", struct, field.name()).isTrue();
                // Structures whose size the caller gives have elements of one byte.
                int size = Structs.size(struct);
                assertThat(size == 1 || field.offset() < size)
                        .as("%s.%s", struct, field.name())
                        .isTrue();
            }
        }
    }

    @Test
    void everySetOfConstantsParses() {
        for (String line : TableText.lines("constants.tbl")) {
            if (line.charAt(0) != ' ') {
                assertThat(Constants.text(TableText.words(line).get(1), 1)).isNotEmpty();
            }
        }
    }

    @Test
    void flagsAreNamedAndWhatHasNoNameIsANumber() {
        assertThat(Constants.text("open", 02101)).isEqualTo("O_WRONLY|O_CREAT|O_APPEND");
        assertThat(Constants.text("open", 0)).isEqualTo("O_RDONLY");
        assertThat(Constants.text("prot", 0)).isEqualTo("PROT_NONE");
        assertThat(Constants.text("prot", 0x83)).isEqualTo("PROT_READ|PROT_WRITE|0x80");
        assertThat(Constants.text("whence", 99)).isEqualTo("99");
        assertThat(Constants.text("nosuchset", 3)).isEqualTo("0x3");
        assertThat(Constants.enumerated("sicode11", 1, "?")).isEqualTo("SEGV_MAPERR");
    }

    private static boolean isValue(String type) {
        int dot = type.indexOf('.');
        return dot < 0 ? VALUES.contains(type) : Constants.isKnown(type.substring(dot + 1));
    }

    private static List<SyscallInfo.Argument> arguments() {
        List<SyscallInfo.Argument> arguments = new ArrayList<>();
        for (String name : SyscallTable.names()) {
            SyscallInfo call = SyscallTable.byName(name).orElseThrow();
            arguments.addAll(call.arguments());
            Variants variants = Variants.of(name);
            if (variants != null) {
                for (long value : variants.names().keySet()) {
                    arguments.addAll(
                            variants.form(call, variants.selecting(value)).arguments());
                }
            }
        }
        return arguments;
    }
}
