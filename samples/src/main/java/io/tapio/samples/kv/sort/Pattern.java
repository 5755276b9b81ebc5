package io.tapio.samples.kv.sort;

import io.tapio.samples.kv.data.Database;
import io.tapio.samples.kv.data.Entry;
import io.tapio.samples.kv.hash.Hash;
import io.tapio.samples.kv.string.Text;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where SORT finds what belongs to an element: under the key that has the element in the place of the star, and there,
 * if an arrow follows, in a field of a hash. In ISO 8859-1, which has a character for every byte.
 */
record Pattern(String text) {
    static Pattern of(byte[] bytes) {
        return new Pattern(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** Whether there is a star; a pattern without one finds nothing. */
    boolean finds() {
        return text.indexOf('*') >= 0;
    }

    /** What belongs to an element; null if there is nothing, or nothing of the right type. */
    byte @Nullable [] find(Database database, byte[] element) {
        if (text.equals("#")) {
            return element;
        }
        int star = text.indexOf('*');
        if (star < 0) {
            return null;
        }
        int arrow = text.indexOf("->", star + 1);
        boolean hasField = arrow >= 0 && arrow + 2 < text.length();
        String key = text.substring(0, star)
                + new String(element, StandardCharsets.ISO_8859_1)
                + text.substring(star + 1, hasField ? arrow : text.length());
        Entry entry = database.find(bytes(key));
        if (entry == null) {
            return null;
        } else if (hasField) {
            return entry.value() instanceof Hash hash ? hash.get(bytes(text.substring(arrow + 2))) : null;
        }
        return entry.value() instanceof Text string ? string.bytes() : null;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
