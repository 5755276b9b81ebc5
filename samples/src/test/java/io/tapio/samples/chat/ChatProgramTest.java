package io.tapio.samples.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.samples.Running;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatProgramTest {
    @Test
    void whoJoinsSpeaksAndLeavesIsToldToAllOthers() throws Exception {
        try (Running chat = Running.of(new ChatProgram()::start);
                Talker ann = Talker.at(chat);
                Talker carl = Talker.named("carl", chat)) {
            assertThat(ann.hear()).isEqualTo("* your name?");
            ann.say("ann");
            assertThat(ann.hear()).isEqualTo("* welcome, ann; others here: 1");
            assertThat(carl.hear()).isEqualTo("* ann has joined");

            Talker bob = Talker.named("bob", chat);
            bob.say("hello\r");
            ann.say("hello, bob");
            assertThat(bob.hear()).isEqualTo("ann: hello, bob");
            bob.close();

            assertThat(List.of(ann.hear(), ann.hear(), ann.hear()))
                    .containsExactly("* bob has joined", "bob: hello", "* bob has left");
            assertThat(List.of(carl.hear(), carl.hear(), carl.hear(), carl.hear()))
                    .containsExactlyInAnyOrder("* bob has joined", "bob: hello", "ann: hello, bob", "* bob has left");
        }
    }

    @Test
    void aNameIsAskedForUntilThereIsOneThatNobodyHas() throws Exception {
        try (Running chat = Running.of(new ChatProgram()::start);
                Talker ann = Talker.named("ann", chat);
                Talker other = Talker.at(chat)) {
            other.hear();
            for (String name : List.of(" ", "x".repeat(33), "ann", "anna")) {
                other.say(name);
            }

            assertThat(List.of(other.hear(), other.hear(), other.hear(), other.hear()))
                    .containsExactly(
                            "* a name has 1 to 32 characters; yours?",
                            "* a name has 1 to 32 characters; yours?",
                            "* ann is here already; another name?",
                            "* welcome, anna; others here: 1");
            assertThat(ann.hear()).isEqualTo("* anna has joined");
        }
    }

    @Test
    void whoHasNotSaidANameHearsNothingAndIsHeardByNobody() throws Exception {
        try (Running chat = Running.of(new ChatProgram()::start);
                Talker ann = Talker.named("ann", chat)) {
            try (Talker nobody = Talker.at(chat)) {
                nobody.hear();
                ann.say("hello");
            }
            Talker.named("bob", chat).close();

            assertThat(List.of(ann.hear(), ann.hear())).containsExactly("* bob has joined", "* bob has left");
        }
    }

    @Test
    void aMemberThatDoesNotReadLosesItsConnectionAndNobodyElseNotices() throws Exception {
        String bound = "tapio.multiplex.server.max-push-bytes = 256 KiB";
        String line = "x".repeat(60_000);
        try (Running chat = Running.of(bound, new ChatProgram()::start);
                Talker ann = Talker.named("ann", chat);
                Talker bob = Talker.named("bob", chat);
                Socket slow = new Socket()) {
            assertThat(ann.hear()).isEqualTo("* bob has joined");
            slow.setReceiveBufferSize(4096);
            slow.connect(new InetSocketAddress("127.0.0.1", chat.port()));
            slow.getOutputStream().write("slow\n".getBytes());
            assertThat(List.of(ann.hear(), bob.hear())).containsOnly("* slow has joined");

            // each line is said when bob has heard the one before; a hundred megabytes are more than any socket takes
            List<String> heard = new ArrayList<>();
            for (int said = 0; said < 2000 && !heard.contains("* slow has left"); said++) {
                ann.say(said + " " + line);
                String next = bob.hear();
                while (next.startsWith("*")) {
                    heard.add(next);
                    next = bob.hear();
                }
                assertThat(next).isEqualTo("ann: " + said + " " + line);
            }

            assertThat(heard).containsExactly("* slow has left");
            assertThat(ann.hear()).isEqualTo("* slow has left");
            bob.say("still here");
            assertThat(ann.hear()).isEqualTo("bob: still here");
            slow.setSoTimeout(10_000);
            assertThatThrownBy(() -> slow.getInputStream().readAllBytes())
                    .as("no end: it has missed what others said")
                    .isInstanceOf(SocketException.class);
        }
    }
}
