package io.tapio.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.tapio.stats.Metric;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The table of docs/metrics.md is that of all constants that are a {@link Metric}, in all modules. After a change,
 * {@code -Dtapio.docs=write} lets it write the table.
 */
class MetricsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/metrics.md");
    private static final String BEGIN =
            "<!-- begin of the table: mvn -Dquick -Dmaven.test.skip=false -Dtapio.docs=write -Dtest=MetricsDocumentTest "
                    + "-Dsurefire.failIfNoSpecifiedTests=false -pl samples -am test -->\n";
    private static final String END = "<!-- end of the table -->\n";

    private record Constant(Metric metric, Class<?> owner) {
        static Constant of(JavaField declared) {
            try {
                Field field = declared.reflect();
                field.setAccessible(true);
                return new Constant((Metric) field.get(null), field.getDeclaringClass());
            } catch (IllegalAccessException impossible) {
                throw new AssertionError(impossible);
            }
        }

        String row() {
            return "| `" + metric.name() + "` | "
                    + metric.kind().name().toLowerCase(Locale.ROOT) + " | "
                    + metric.unit() + " | "
                    + metric.tags().stream().map(tag -> "`" + tag + "`").collect(Collectors.joining(", ")) + " | "
                    + metric.description() + " | `"
                    + owner.getName().substring("io.tapio.".length()) + "` |\n";
        }
    }

    private static List<Constant> constants;

    @BeforeAll
    static void find() {
        constants = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests()).importPackages("io.tapio").stream()
                        .flatMap(each -> each.getFields().stream())
                        .filter(field -> field.getRawType().isEquivalentTo(Metric.class))
                        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                        .map(Constant::of)
                        .sorted(Comparator.comparing(constant -> constant.metric.name()))
                        .toList();
    }

    @Test
    void theTableIsThatOfAllMetrics() throws IOException {
        String table = constants.stream()
                .map(Constant::row)
                .collect(Collectors.joining(
                        "", "| name | kind | unit | tags | what | counted by |\n|---|---|---|---|---|---|\n", ""));
        String document = Files.readString(DOCUMENT);
        assertThat(document).contains(BEGIN, END);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        if ("write".equals(System.getProperty("tapio.docs"))) {
            Files.writeString(DOCUMENT, document.substring(0, begin) + table + document.substring(end));
        } else {
            assertThat(document.substring(begin, end)).isEqualTo(table);
        }
    }

    @Test
    void noTwoMetricsHaveOneName() {
        assertThat(constants)
                .extracting(constant -> constant.metric.name())
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(20);
    }

    @Test
    void namesTagsAndDescriptionsAreOfOneForm() {
        assertThat(constants).extracting(Constant::metric).allSatisfy(metric -> {
            assertThat(metric.name()).matches("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+");
            assertThat(metric.tags()).allMatch(tag -> tag.matches("[a-z][a-z0-9_.]*"));
            assertThat(metric.unit()).matches("s|By|1|\\{[a-z_]+\\}");
            assertThat(metric.description()).matches("[A-Z].*[^.]");
        });
    }
}
