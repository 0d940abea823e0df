package dev.jrr.explore.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FilterReadingTest {
    private static List<String> continuations(String text) {
        return FilterReading.of(text).continuations(() -> List.of("100", "101")).stream()
                .map(each -> text.substring(0, each.start()) + each.text())
                .toList();
    }

    @Test
    void fieldsOperatorsValuesAndConnectivesComeInTheirTurn() {
        assertThat(continuations("")).contains("syscall", "arg0", "not").doesNotContain("and");
        assertThat(continuations("fr")).containsExactly("frame");
        assertThat(continuations("frame "))
                .containsExactly("frame !=", "frame <=", "frame >=", "frame =", "frame <", "frame >");
        assertThat(continuations("path ")).contains("path ~").doesNotContain("path <", "path and");
        assertThat(continuations("failed ")).containsExactly("failed and", "failed or");
        assertThat(continuations("kind = s")).containsExactly("kind = syscall", "kind = signal", "kind = switch");
        assertThat(continuations("task=1")).containsExactly("task=100", "task=101");
        assertThat(continuations("not (failed a")).containsExactly("not (failed and");
        assertThat(continuations("failed and ")).contains("failed and result");
    }

    @Test
    void nothingGoesOnBehindAMistakeOrWithinAText() {
        assertThat(continuations("nonsense = ")).isEmpty();
        assertThat(continuations("failed) and ")).isEmpty();
        assertThat(continuations("text ~ \"some")).isEmpty();
        assertThat(continuations("frame = ")).isEmpty();
    }

    @Test
    void everyContinuationIsUnderstood() {
        for (FilterReading.Continuation field : FilterReading.of("").continuations(List::of)) {
            String start = field.text() + " ";
            if (field.text().equals("not")) {
                continue;
            }
            for (FilterReading.Continuation next : FilterReading.of(start).continuations(List::of)) {
                boolean isConnective = next.text().matches("and|or");
                String value = field.text().matches("kind|syscall|signal")
                        ? FilterReading.of(start + "= ")
                                .continuations(List::of)
                                .get(0)
                                .text()
                        : "1";
                String whole = start + next.text() + " " + (isConnective ? "failed" : value);
                assertThat(FilterReading.of(whole).mistake()).as(whole).isEmpty();
            }
        }
    }

    @Test
    void partsAreToldUpToTheMistake() {
        FilterReading reading = FilterReading.of("failed and task = 7 or x");
        assertThat(reading.tokens())
                .containsExactly(
                        new FilterReading.Token(FilterReading.Kind.FIELD, 0, 6),
                        new FilterReading.Token(FilterReading.Kind.CONNECTIVE, 7, 10),
                        new FilterReading.Token(FilterReading.Kind.FIELD, 11, 15),
                        new FilterReading.Token(FilterReading.Kind.OPERATOR, 16, 17),
                        new FilterReading.Token(FilterReading.Kind.NUMBER, 18, 19),
                        new FilterReading.Token(FilterReading.Kind.CONNECTIVE, 20, 22));
        assertThat(reading.mistake().orElseThrow().position()).isEqualTo(23);
    }
}
