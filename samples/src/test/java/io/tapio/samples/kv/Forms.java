package io.tapio.samples.kv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The commands of one family as {@link RandomCommands} makes them: words as they are, and single letters for what it
 * draws; {@code v*600} stands for so many of a letter.
 */
public final class Forms {
    /** @param same how the replies of two right servers are the same */
    record Form(Forms family, List<String> words, Same same) {}

    private final String keys;
    private final List<Form> forms = new ArrayList<>();
    private final Map<String, List<String>> letters = new HashMap<>();

    private Forms(String keys) {
        this.keys = keys;
    }

    /** A family with keys of its own, so that most of its commands find a value of their type. */
    public static Forms withKeys(String letter) {
        return new Forms(letter);
    }

    /** A family whose commands mean a key of any type. */
    public static Forms withAnyKeys() {
        return new Forms("");
    }

    /** What to draw for a letter of this family's own. */
    public Forms letter(String letter, String... choices) {
        letters.put(letter, List.of(choices));
        return this;
    }

    /** Forms with commas between them, whose replies have to be the same, byte by byte; also without the last word. */
    public Forms same(String forms) {
        return add(Same.EXACTLY, forms);
    }

    /** Readings that Redis may refuse where it need not; ours have to be the same where it does not. */
    public Forms sameUnlessRefused(String forms) {
        return add(Same.UNLESS_REFUSED, forms);
    }

    /** The order of the items, at every depth, may differ. */
    public Forms unordered(String forms) {
        return add(Same.IN_ANY_ORDER, forms);
    }

    /** The order of pairs of items, at every depth, may differ. */
    public Forms unorderedPairs(String forms) {
        return add(Same.PAIRS_IN_ANY_ORDER, forms);
    }

    /** Replies that are drawn by lot: only their types and their numbers of items have to be the same. */
    public Forms drawn(String forms) {
        return add(Same.IN_SHAPE, forms);
    }

    /** A time in seconds, which goes on between the servers. */
    public Forms seconds(String forms) {
        return add(Same.IN_SECONDS, forms);
    }

    /** A time in milliseconds. */
    public Forms millis(String forms) {
        return add(Same.IN_MILLIS, forms);
    }

    /** Encodings; those of strings may differ, because Redis goes by how they were made. */
    public Forms encoded(String forms) {
        return add(Same.IN_ENCODING, forms);
    }

    /** Replies that say something of the server itself; only errors have to be the same. */
    public Forms ours(String forms) {
        return add(Same.IF_AN_ERROR, forms);
    }

    List<Form> all() {
        return forms;
    }

    String keys() {
        return keys;
    }

    /** What to draw for a letter; empty if it is none of the family's own. */
    List<String> choices(String letter) {
        return letters.getOrDefault(letter, List.of());
    }

    private Forms add(Same same, String text) {
        for (String form : text.strip().split(",\\s*")) {
            forms.add(new Form(this, Arrays.asList(form.split(" ")), same));
        }
        return this;
    }
}
