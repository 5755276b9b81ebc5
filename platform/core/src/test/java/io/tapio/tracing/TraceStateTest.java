package io.tapio.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceStateTest {
    @Test
    void membersAreReadInTheirOrder() {
        TraceState state = TraceState.parse("rojo=00f067aa0ba902b7,congo=t61rcWkgMzE");

        assertThat(state.get("rojo")).contains("00f067aa0ba902b7");
        assertThat(state.get("congo")).contains("t61rcWkgMzE");
        assertThat(state.get("bongo")).isEmpty();
        assertThat(state.text()).isEqualTo("rojo=00f067aa0ba902b7,congo=t61rcWkgMzE");
    }

    @Test
    void spaceAndEmptyMembersBetweenMembersAreDropped() {
        assertThat(TraceState.parse(" ,rojo=1 ,\t, congo= 2\t,").text()).isEqualTo("rojo=1,congo= 2");
        assertThat(TraceState.parse(" ,,\t").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"t@system=1", "0a=1", "a*_-/@0=x y", "a= !~"})
    void whatTheStandardAllowsIsRead(String member) {
        assertThat(TraceState.parse(member).text()).isEqualTo(member);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rojo", "=1", "rojo=", "Rojo=1", "_rojo=1", "ro jo=1", "rojo=1=2", "rojo=\u00e4", "rojo=a\u0007b"
            })
    void aMemberThatIsNoneMakesTheWholeNone(String member) {
        assertThat(TraceState.parse("congo=1," + member)).isEqualTo(TraceState.empty());
    }

    @Test
    void keysAndValuesHave256CharactersAtMost() {
        assertThat(TraceState.parse("k".repeat(256) + "=v").isEmpty()).isFalse();
        assertThat(TraceState.parse("k".repeat(257) + "=v").isEmpty()).isTrue();
        assertThat(TraceState.parse("k=" + "v".repeat(256)).isEmpty()).isFalse();
        assertThat(TraceState.parse("k=" + "v".repeat(257)).isEmpty()).isTrue();
    }

    @Test
    void moreMembersThanThereMayBeAreNone() {
        assertThat(TraceState.parse(numbered(32)).members()).hasSize(32);
        assertThat(TraceState.parse(numbered(33))).isEqualTo(TraceState.empty());
    }

    @Test
    void ofAKeyThatIsThereTwiceTheFirstIsKept() {
        assertThat(TraceState.parse("rojo=2,congo=1,rojo=1").text()).isEqualTo("rojo=2,congo=1");
    }

    @Test
    void whatIsAddedOrChangedStandsFirst() {
        TraceState state = TraceState.parse("rojo=1,congo=1");

        assertThat(state.with("bongo", "1").text()).isEqualTo("bongo=1,rojo=1,congo=1");
        assertThat(state.with("congo", "2").text()).isEqualTo("congo=2,rojo=1");
    }

    @Test
    void theLastMakesRoomForTheThirtyThird() {
        TraceState state = TraceState.parse(numbered(32)).with("new", "1");

        assertThat(state.members()).hasSize(32);
        assertThat(state.get("k31")).isEmpty();
        assertThat(state.get("k30")).isPresent();
    }

    @Test
    void whatIsTooLongLosesItsLongMembersFirst() {
        String longer = "long=" + "x".repeat(124); // 129 characters
        String text = "a=1," + longer + ",b=" + "x".repeat(126) + ",c=" + "x".repeat(126) + ",d=" + "x".repeat(126);

        assertThat(TraceState.parse(text).text())
                .isEqualTo(text.replace(longer + ",", ""))
                .hasSizeLessThanOrEqualTo(512);
    }

    @Test
    void thenItLosesItsLastMembers() {
        String member = "=" + "x".repeat(126); // 128 with its key
        String fits = "a" + member + ",b" + member + ",c" + member + ",d=" + "x".repeat(123);

        assertThat(TraceState.parse(fits).text()).isEqualTo(fits).hasSize(512);
        assertThat(TraceState.parse(fits + "x").members()).hasSize(3);
    }

    @Test
    void aMemberThatIsNoneCannotBeAdded() {
        assertThatThrownBy(() -> TraceState.empty().with("Rojo", "1")).hasMessageContaining("Rojo=1");
    }

    private static String numbered(int members) {
        return IntStream.range(0, members).mapToObj(i -> "k" + i + "=1").collect(Collectors.joining(","));
    }
}
