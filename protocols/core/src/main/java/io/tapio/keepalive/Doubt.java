package io.tapio.keepalive;

/** Is told, on the connection's thread, when its peer was pinged and has not been heard since, and when it is again. */
@FunctionalInterface
interface Doubt {
    void accept(boolean inDoubt);
}
