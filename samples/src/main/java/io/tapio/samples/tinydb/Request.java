package io.tapio.samples.tinydb;

/** What a line asks for. */
sealed interface Request {
    record Get(String key) implements Request {}

    record Set(String key, String value) implements Request {}

    /** @throws IllegalArgumentException if the line is neither */
    static Request parse(String line) {
        String[] words = line.strip().split("\\s+", 3);
        return switch (words[0]) {
            case "GET" -> {
                require(words.length == 2, "GET needs a key, and nothing else");
                yield new Get(words[1]);
            }
            case "SET" -> {
                require(words.length == 3, "SET needs a key and a value");
                yield new Set(words[1], words[2]);
            }
            default -> throw new IllegalArgumentException("a line begins with GET or SET");
        };
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
