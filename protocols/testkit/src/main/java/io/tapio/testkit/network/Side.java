package io.tapio.testkit.network;

/** An end of a connection. */
public enum Side {
    CLIENT,
    SERVER;

    public Side other() {
        return this == CLIENT ? SERVER : CLIENT;
    }

    String label() {
        return this == CLIENT ? "client" : "server";
    }
}
