package io.tapio.testkit.service;

import io.tapio.context.Context;
import io.tapio.service.Service;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Holds every call until the test answers it. Thread-safe. */
public final class HeldService<Q, A> implements Service<Q, A> {
    /** A call that came; completing {@code answer} answers it. */
    public record Call<Q, A>(Context context, Q request, CompletableFuture<A> answer) {}

    private final List<Call<Q, A>> calls = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Call<Q, A>> first = new CompletableFuture<>();

    @Override
    public CompletionStage<A> call(Context context, Q request) {
        Call<Q, A> call = new Call<>(context, request, new CompletableFuture<>());
        calls.add(call);
        first.complete(call);
        return call.answer;
    }

    /** The first call, once it has come. */
    public CompletionStage<Call<Q, A>> first() {
        return first.minimalCompletionStage();
    }

    /** The call that came at this place, from 0. */
    public Call<Q, A> call(int place) {
        return calls.get(place);
    }

    /** The requests, in the order in which they came. */
    public List<Q> requests() {
        return calls.stream().map(Call::request).toList();
    }

    /** The calls that have no answer yet. */
    public int running() {
        return (int) calls.stream().filter(call -> !call.answer.isDone()).count();
    }
}
