package io.tapio.endpoint;

import io.tapio.service.Session;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Something to connect to.
 *
 * @param name for messages: an address
 * @param connect makes a session on a connection of its own; does not block
 */
public record Target<Q, A>(String name, Supplier<CompletionStage<Session<Q, A>>> connect) {}
