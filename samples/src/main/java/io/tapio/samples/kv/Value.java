package io.tapio.samples.kv;

/** What a key stands for. A value does not change; a command puts another in its place. */
sealed interface Value {
    /** The type as TYPE tells it. */
    String type();

    /** The bytes that it takes, by estimate, without what every entry takes. */
    long size();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Text(byte[] bytes) implements Value {
        @Override
        public String type() {
            return "string";
        }

        @Override
        public long size() {
            return bytes.length;
        }
    }
}
