package io.tapio.retry;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was tried for one call, by all filters that share a budget; the outermost of them puts it into the context.
 * Thread-safe.
 */
final class Attempts {
    private static final Context.Key<Attempts> KEY = Context.Key.local("attempts");

    /** Reasons that are told apart; those of more would say no more. */
    private static final int MOST_REASONS = 8;

    private final RetryBudget budget;
    private final Map<String, Integer> reasons = new LinkedHashMap<>();
    private int made = 1;
    private boolean mayHaveHadEffect;
    private @Nullable Failure first;

    Attempts(RetryBudget budget) {
        this.budget = budget;
    }

    /** Those of the call that {@code context} belongs to, if an outer filter with the same budget keeps some. */
    static @Nullable Attempts of(Context context, RetryBudget budget) {
        return context.get(KEY).filter(outer -> outer.budget == budget).orElse(null);
    }

    /** The context of the first attempt of a call, on which no attempts further up are to be seen. */
    static Context first(Context context) {
        return context.get(Retry.ATTEMPT).isPresent() ? context.with(Retry.ATTEMPT, 1) : context;
    }

    Context told(Context context) {
        return context.with(KEY, this);
    }

    /** The context of one more attempt. */
    synchronized Context next(Context context) {
        made++;
        return told(context).with(Retry.ATTEMPT, made);
    }

    /** An attempt has ended, and another is to follow; its failure is null if it had an answer. */
    synchronized void ended(@Nullable Failure failure) {
        mayHaveHadEffect |= failure == null || !failure.isSafeToRetry();
        count(failure == null ? "an answer that calls for another attempt" : words(failure));
        if (first == null) {
            first = failure;
        }
    }

    private static String words(Failure failure) {
        return failure.where().name().toLowerCase(Locale.ROOT) + ": " + failure.getMessage();
    }

    private void count(String reason) {
        String told = reasons.containsKey(reason) || reasons.size() < MOST_REASONS ? reason : "other reasons";
        reasons.merge(told, 1, Integer::sum);
    }

    /** The last failure, with what was tried, and why nothing more. As it is, if nothing was and nothing had to be. */
    synchronized Failure tell(Failure last, @Nullable Stop stop) {
        if (made == 1 && stop == null) {
            return last;
        }
        count(words(last));
        Failure told = last.withDetail(Retry.ATTEMPTS, text());
        if (stop != null) {
            told = told.withDetail(Retry.STOPPED, stop.why());
        }
        if (first != null) {
            told = told.withCause(first);
        }
        return last.isSafeToRetry() && mayHaveHadEffect ? told.withProcessed(Processed.MAYBE) : told;
    }

    private String text() {
        StringBuilder text = new StringBuilder().append(made);
        String before = " (";
        for (Map.Entry<String, Integer> reason : reasons.entrySet()) {
            text.append(before);
            if (reason.getValue() > 1) {
                text.append(reason.getValue()).append(" x ");
            }
            text.append(reason.getKey());
            before = "; ";
        }
        return text.append(')').toString();
    }
}
