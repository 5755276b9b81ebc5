package io.tapio.tracing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the tracing systems on the way of a trace have added for themselves, the last one first: {@code tracestate}.
 * Immutable. It keeps no more than the standard makes everybody hand on: 32 members, of 512 characters together.
 */
public record TraceState(List<Member> members) {
    static final int MOST_MEMBERS = 32;
    static final int MOST_CHARACTERS = 512;

    /** Members longer than this go first when all together are too long. */
    private static final int LONG_MEMBER = 128;

    private static final int LONGEST_PART = 256;
    private static final TraceState EMPTY = new TraceState(List.of());

    /** What one system has added. */
    public record Member(String key, String value) {
        public Member {
            if (!isKey(key) || !isValue(value)) {
                throw new IllegalArgumentException("no member of a tracestate: " + key + "=" + value);
            }
        }

        private int length() {
            return key.length() + 1 + value.length();
        }
    }

    /** Keeps as many of the members as there is room for, as the standard says which. */
    public TraceState {
        members = shortened(members);
    }

    public static TraceState empty() {
        return EMPTY;
    }

    /** What the header says; empty if it is no such header, or has more members than it may have. */
    public static TraceState parse(String tracestate) {
        List<Member> members = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (int from = 0; from < tracestate.length(); ) {
            int comma = tracestate.indexOf(',', from);
            int end = comma < 0 ? tracestate.length() : comma;
            String member = withoutSpaceAround(tracestate, from, end);
            from = end + 1;
            if (member.isEmpty()) {
                continue; // is allowed
            }
            int equals = member.indexOf('=');
            if (equals < 0 || members.size() == MOST_MEMBERS) {
                return EMPTY;
            }
            String key = member.substring(0, equals);
            String value = member.substring(equals + 1);
            if (!isKey(key) || !isValue(value)) {
                return EMPTY;
            }
            if (keys.add(key)) { // of one that is there twice, the last that was added stands first
                members.add(new Member(key, value));
            }
        }
        return members.isEmpty() ? EMPTY : new TraceState(members);
    }

    public boolean isEmpty() {
        return members.isEmpty();
    }

    public Optional<String> get(String key) {
        return members.stream()
                .filter(member -> member.key.equals(key))
                .map(Member::value)
                .findFirst();
    }

    /** With this member as the first, and without another one of the key. */
    public TraceState with(String key, String value) {
        List<Member> changed = new ArrayList<>();
        changed.add(new Member(key, value));
        members.stream().filter(member -> !member.key.equals(key)).forEach(changed::add);
        return new TraceState(changed);
    }

    /** The header. */
    public String text() {
        return members.stream().map(member -> member.key + "=" + member.value).collect(Collectors.joining(","));
    }

    private static List<Member> shortened(List<Member> members) {
        List<Member> kept = new ArrayList<>(members.subList(0, Math.min(MOST_MEMBERS, members.size())));
        for (int i = kept.size() - 1; i >= 0 && isTooLong(kept); i--) {
            if (kept.get(i).length() > LONG_MEMBER) {
                kept.remove(i);
            }
        }
        while (isTooLong(kept)) {
            kept.remove(kept.size() - 1);
        }
        return List.copyOf(kept);
    }

    private static boolean isTooLong(List<Member> members) {
        int commas = members.size() - 1;
        return members.stream().mapToInt(Member::length).sum() + commas > MOST_CHARACTERS;
    }

    private static String withoutSpaceAround(String text, int from, int to) {
        int first = from;
        int end = to;
        while (first < end && isSpace(text.charAt(first))) {
            first++;
        }
        while (end > first && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(first, end);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isKey(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_PART
                && isLetterOrDigit(text.charAt(0))
                && text.chars().allMatch(c -> isLetterOrDigit(c) || "_-*/@".indexOf(c) >= 0);
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    private static boolean isValue(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_PART
                && text.charAt(text.length() - 1) != ' '
                && text.chars().allMatch(c -> c >= ' ' && c <= '~' && c != ',' && c != '=');
    }
}
