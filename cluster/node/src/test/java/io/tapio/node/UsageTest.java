package io.tapio.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                 | Missing required subcommand
                    srve                               | Unmatched argument at index 0: 'srve'
                    serve                              | nothing to serve: give a NAME, or a --config FILE
                    serve uper                         | no program 'uper'; did you mean upper? There are: brittle, upper
                    serve upper --prot=1               | Unknown option: '--prot=1'
                    serve upper --port x               | Invalid value for option '--port': 'x' is not an int
                    serve upper --port 65536           | --port must be from 0 to 65535, not 65536
                    serve upper --metrics 65536        | --metrics must be from 0 to 65535, not 65536
                    serve --port 1                     | --host and --port go with a NAME
                    explain                            | nothing to explain: give a NAME, or a --config FILE
                    explain uper                       | no program 'uper'; did you mean upper? There are: brittle, upper
                    explain upper --format yaml        | 'yaml' is not text, mermaid or json
                    serve upper --config nowhere.conf  | cannot read the configuration file nowhere.conf
                    call line://127.0.0.1:1            | Missing required parameter: 'ARG'
                    call 127.0.0.1:1 x                 | cannot call '127.0.0.1:1': write SCHEME://HOST:PORT
                    call gopher://127.0.0.1:1 x        | cannot call 'gopher://127.0.0.1:1'
                    call line://127.0.0.1 x            | cannot call 'line://127.0.0.1'
                    call --timeout soon line://a:1 x   | 'soon' is not a time such as 500ms or 2s
                    """)
    void wrongArgumentsAreToldWithTheUsage(String arguments, String message) {
        Run run = Run.of(arguments.isEmpty() ? new String[0] : arguments.split(" +"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains(message)
                .contains("Usage: tapio", "--help'")
                .doesNotContain("\tat ");
        assertThat(run.err()).startsWith("tapio: ");
    }

    @Test
    void helpNamesTheCommands() {
        Run run = Run.of("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("serve", "explain", "call", "--config", "Exit code");
    }

    @Test
    void helpOfServeListsThePrograms() {
        Run run = Run.of("serve", "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).containsPattern("upper +line +4711 +writes lines in capitals");
    }

    @Test
    void versionIsOneLine() {
        Run run = Run.of("--version");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("tapio ").hasLineCount(1);
    }
}
