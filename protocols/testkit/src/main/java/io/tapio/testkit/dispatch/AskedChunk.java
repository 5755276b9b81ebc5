package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.body.Body;
import io.tapio.failure.Failure;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A chunk of a body that was asked for; null is the end. */
record AskedChunk(CompletableFuture<@Nullable String> chunk) {
    static AskedChunk of(Body<String> body) {
        return new AskedChunk(body.next().toCompletableFuture());
    }

    void isAwaited() {
        assertThat(chunk).as("a chunk that has not come").isNotDone();
    }

    void is(String text) {
        assertThat(chunk).as("the next chunk").isCompletedWithValue(text);
    }

    void isTheEnd() {
        assertThat(chunk).as("the end of the body").isCompletedWithValue(null);
    }

    Failure failure() {
        return failure(chunk);
    }

    static Failure failure(CompletableFuture<?> failed) {
        assertThat(failed).as("what was asked of the body").isCompletedExceptionally();
        return Failure.of(failed.handle((value, thrown) -> thrown).join());
    }
}
