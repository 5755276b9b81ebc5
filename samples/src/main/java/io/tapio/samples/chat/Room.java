package io.tapio.samples.chat;

import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Context;
import io.tapio.service.Push;
import io.tapio.service.Service;
import io.tapio.service.ServiceFactory;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Who is here. Everything happens under the room's lock, in which nothing ever waits, so that all members hear the same
 * in the same order.
 */
final class Room implements ServiceFactory<String, String> {
    static final Context.Key<Push<String>> PUSHES = Context.Key.local("chat.pushes");

    private static final int LONGEST_NAME = 32;
    private static final CompletionStage<String> DONE = CompletableFuture.completedFuture("nobody is told");

    private record Member(String name, Push<String> push) {
        Said says(String text) {
            return new Said(this, name + ": " + text);
        }

        Said has(String done) {
            return new Said(this, "* " + name + " has " + done);
        }
    }

    private record Said(Member by, String line) {}

    private final Map<String, Member> members = new LinkedHashMap<>();

    @Override
    public CompletionStage<Service<String, String>> open(ConnectionInfo connection) {
        Talk talk = new Talk();
        connection.closed().thenAccept(reason -> talk.end());
        return CompletableFuture.completedFuture(talk);
    }

    /** Who is too slow to be told loses its connection, so it is no longer here, and that is told, too. */
    private void tellOthers(Said first) {
        Queue<Said> news = new ArrayDeque<>(List.of(first));
        for (Said said = news.poll(); said != null; said = news.poll()) {
            Said next = said;
            members.values().removeIf(other -> {
                boolean lost = other != next.by && !other.push.push(next.line);
                return lost && news.add(other.has("left"));
            });
        }
    }

    /** What comes on one connection: a name, and then what is spoken. */
    private final class Talk implements Service<String, String> {
        private @Nullable Member self;
        private boolean over;

        @Override
        public CompletionStage<String> call(Context context, String line) {
            synchronized (members) {
                if (self == null && !over) {
                    join(line.strip(), context.get(PUSHES).orElseThrow());
                } else if (self != null && members.get(self.name) == self) {
                    tellOthers(self.says(line.strip()));
                }
            }
            return DONE;
        }

        private void join(String name, Push<String> push) {
            if (name.isEmpty() || name.length() > LONGEST_NAME) {
                push.push("* a name has 1 to " + LONGEST_NAME + " characters; yours?");
            } else if (members.containsKey(name)) {
                push.push("* " + name + " is here already; another name?");
            } else {
                Member member = new Member(name, push);
                push.push("* welcome, " + name + "; others here: " + members.size());
                tellOthers(member.has("joined"));
                members.put(name, member);
                self = member;
            }
        }

        void end() {
            synchronized (members) {
                over = true;
                if (self != null && members.remove(self.name, self)) {
                    tellOthers(self.has("left"));
                }
            }
        }
    }
}
