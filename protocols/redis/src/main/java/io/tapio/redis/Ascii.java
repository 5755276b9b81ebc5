package io.tapio.redis;

/** Bytes as Redis compares them: letters of either case are equal if they are ASCII, everything else is itself. */
final class Ascii {
    private Ascii() {}

    static int lower(int letter) {
        return letter >= 'A' && letter <= 'Z' ? letter | 0x20 : letter;
    }

    static boolean equalsIgnoreCase(byte[] bytes, String word) {
        if (bytes.length != word.length()) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (lower(bytes[i]) != lower(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
