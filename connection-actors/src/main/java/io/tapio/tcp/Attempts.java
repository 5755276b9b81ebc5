package io.tapio.tcp;

import io.tapio.time.Timer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of a client's target, tried one after the other, and beside each other if one does not answer soon: a
 * simple form of RFC 8305. Belongs to the client's actor, whose children the attempts are.
 *
 * <pre>
 *   first address    ├──────────────────────── no answer ─────── stopped
 *   second           ┊ delay ├──── refused                       ┊
 *   third            ┊             ├────────────────── connected ┤ wins
 * </pre>
 */
final class Attempts {
    private static final String NO_ANSWER = "no answer";

    private final ActorContext<Client.Command> context;
    private final Client.Plan plan;
    private final Queue<InetSocketAddress> untried = new ArrayDeque<>();
    private final int leftOut;
    private final List<InetSocketAddress> locals;
    private final Map<InetSocketAddress, String> outcomes = new LinkedHashMap<>();
    private final List<ActorRef<Object>> started = new ArrayList<>();
    private Timer.Scheduled delay = () -> {};
    private @Nullable IOException first;

    Attempts(
            ActorContext<Client.Command> context,
            Client.Plan plan,
            List<InetAddress> remotes,
            List<InetSocketAddress> locals) {
        this.context = context;
        this.plan = plan;
        this.locals = locals;
        List<InetAddress> all = Addresses.interleaved(remotes);
        all.stream()
                .limit(plan.settings().maxAddresses())
                .forEach(address -> untried.add(new InetSocketAddress(address, plan.port())));
        leftOut = all.size() - untried.size();
    }

    /** Tries the next address, if there is one. */
    void startNext() {
        delay.cancel();
        InetSocketAddress address = untried.poll();
        if (address == null) {
            return;
        }
        ActorRef<Client.Command> self = context.getSelf();
        outcomes.put(address, NO_ANSWER);
        started.add(context.spawnAnonymous(
                Attempt.create(plan, address, locals, self),
                DispatcherSelector.fromConfig(plan.selector().dispatcher())));
        if (!untried.isEmpty()) {
            Client.Delayed delayed = new Client.Delayed(started.size());
            delay = plan.timer().schedule(plan.settings().connectAttemptDelay(), () -> self.tell(delayed));
        }
    }

    /** The attempts up to this number have had their time; the next one begins, unless it has. */
    void onDelayed(int number) {
        if (number == started.size()) {
            startNext();
        }
    }

    /** Does not wait for the next one's turn. */
    void onRefused(InetSocketAddress address, IOException why) {
        outcomes.put(address, String.valueOf(why.getMessage()));
        if (first == null) {
            first = why;
        }
        startNext();
    }

    boolean areLost() {
        return untried.isEmpty() && !outcomes.containsValue(NO_ANSWER);
    }

    /** Ends those that are under way. */
    void stop() {
        delay.cancel();
        started.forEach(context::stop);
    }

    /** Why the first that was refused was refused. */
    Optional<Throwable> firstCause() {
        return Optional.ofNullable(first);
    }

    /** Each address, and what became of it; of one that is the {@code target} itself only why it refused, if it did. */
    String summary(String target) {
        if (leftOut + untried.size() == 0 && outcomes.size() == 1) {
            var only = outcomes.entrySet().iterator().next();
            if (Addresses.text(only.getKey()).equals(target)) {
                return only.getValue().equals(NO_ANSWER) ? "" : only.getValue();
            }
        }
        String tried = outcomes.entrySet().stream()
                .map(each -> Addresses.text(each.getKey()) + " (" + each.getValue() + ")")
                .collect(Collectors.joining(", "));
        return tried
                + (untried.isEmpty() ? "" : "; there was no time for " + untried.size() + " more")
                + (leftOut == 0
                        ? ""
                        : "; " + leftOut + " more than the limit of "
                                + plan.settings().maxAddresses() + " ("
                                + plan.settings().connection().path() + ".max-addresses)");
    }
}
