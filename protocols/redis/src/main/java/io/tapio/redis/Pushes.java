package io.tapio.redis;

import io.tapio.dispatch.PushReceiver;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells what answers a call of one RESP 3 connection from what is pushed.
 *
 * <p>SUBSCRIBE and its like are answered by pushes, one for each name: the last of them is the call's answer. How many
 * there will be when UNSUBSCRIBE names none is as many as there are subscriptions, at least one; so those are kept.
 */
final class Pushes implements PushReceiver<Command, Reply> {
    private static final Set<String> CONFIRMATIONS =
            Set.of("subscribe", "psubscribe", "ssubscribe", "unsubscribe", "punsubscribe", "sunsubscribe");

    private final Consumer<? super Reply.Push> receiver;
    private final Map<String, Set<Reply>> subscriptions = new HashMap<>();
    private int outstanding;

    Pushes(Consumer<? super Reply.Push> receiver) {
        this.receiver = receiver;
    }

    @Override
    public boolean receive(@Nullable Command oldest, Reply frame) {
        if (!(frame instanceof Reply.Push push)) {
            return false;
        }
        String kind = kind(push);
        if (!CONFIRMATIONS.contains(kind)) {
            receiver.accept(push);
            return true;
        }
        if (oldest == null || !oldest.is(0, kind)) {
            note(kind, push);
            receiver.accept(push);
            return true;
        }
        if (outstanding == 0) {
            outstanding = expected(kind, oldest);
        }
        note(kind, push);
        return --outstanding > 0;
    }

    private int expected(String kind, Command command) {
        return command.argCount() > 1
                ? command.argCount() - 1
                : Math.max(1, subscriptions(kind).size());
    }

    private void note(String kind, Reply.Push push) {
        if (push.items().size() > 1) {
            Reply name = push.items().get(1);
            if (kind.contains("un")) {
                subscriptions(kind).remove(name);
            } else {
                subscriptions(kind).add(name);
            }
        }
    }

    private Set<Reply> subscriptions(String kind) {
        return subscriptions.computeIfAbsent(kind.replace("un", ""), none -> new HashSet<>());
    }

    private static String kind(Reply.Push push) {
        return !push.items().isEmpty() && push.items().get(0) instanceof Reply.Bulk word
                ? word.text().toLowerCase(Locale.ROOT)
                : "";
    }
}
