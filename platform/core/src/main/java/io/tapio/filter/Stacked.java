package io.tapio.filter;

import io.tapio.context.Context;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A service with a stack around it, which tells the settings of each layer, and then those of the service.
 *
 * @param outermost the service as the stack has made it of {@code innermost}
 */
record Stacked<Q, A>(Stack<Q, A> stack, Service<Q, A> outermost, Service<Q, A> innermost)
        implements Service<Q, A>, Bounded {
    @Override
    public CompletionStage<A> call(Context context, Q request) {
        return outermost.call(context, request);
    }

    @Override
    public List<Bound> bounds() {
        return groups().stream().flatMap(group -> group.bounds().stream()).toList();
    }

    @Override
    public List<Group> groups() {
        List<Group> groups = new ArrayList<>(stack.groups());
        groups.addAll(Bounded.groups(innermost));
        return groups;
    }
}
