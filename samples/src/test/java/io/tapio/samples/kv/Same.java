package io.tapio.samples.kv;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** How the replies of two servers, both right, are the same. */
enum Same {
    EXACTLY {
        @Override
        String comparable(String reply, String expected) {
            return reply;
        }
    },
    IN_ANY_ORDER {
        @Override
        String comparable(String reply, String expected) {
            return sorted(reply, 1);
        }
    },
    PAIRS_IN_ANY_ORDER {
        @Override
        String comparable(String reply, String expected) {
            return sorted(reply, 2);
        }
    },
    IN_SHAPE {
        @Override
        String comparable(String reply, String expected) {
            return shape(reply);
        }
    },
    IN_SECONDS {
        @Override
        String comparable(String reply, String expected) {
            return near(reply, expected, 2);
        }
    },
    IN_MILLIS {
        @Override
        String comparable(String reply, String expected) {
            return near(reply, expected, 2000);
        }
    },
    IN_ENCODING {
        @Override
        String comparable(String reply, String expected) {
            return reply.replaceFirst("^[$]\\d\r\n(int|embstr|raw)\r\n$", "of a string");
        }
    },
    UNLESS_REFUSED {
        @Override
        String comparable(String reply, String expected) {
            return expected.startsWith("-") ? "" : reply;
        }
    },
    IF_AN_ERROR {
        @Override
        String comparable(String reply, String expected) {
            return expected.startsWith("-") ? reply : "";
        }
    };

    /** What of a reply has to be equal, where this was expected. */
    abstract String comparable(String reply, String expected);

    private static String sorted(String reply, int group) {
        List<String> items = Peer.items(reply);
        if (items.isEmpty()) {
            return reply;
        }
        int size = items.get(0).startsWith("*") ? 1 : group; // RESP 3 has some pairs as arrays
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < items.size(); i += size) {
            groups.add(items.subList(i, Math.min(i + size, items.size())).stream()
                    .map(item -> sorted(item, group))
                    .collect(Collectors.joining()));
        }
        Collections.sort(groups);
        return reply.substring(0, reply.indexOf('\n') + 1) + String.join("", groups);
    }

    private static String shape(String reply) {
        return switch (reply.charAt(0)) {
            case '$' -> reply.startsWith("$-1") ? reply : "$";
            case ',' -> ",";
            case '*', '~', '%' ->
                reply.charAt(0)
                        + Peer.items(reply).stream().map(Same::shape).toList().toString();
            default -> reply;
        };
    }

    /** What was expected, if a time is so near to it; those that say that there is none are not. */
    private static String near(String reply, String expected, long tolerance) {
        long time = number(expected);
        return time > 2 && Math.abs(number(reply) - time) <= tolerance ? expected : reply;
    }

    private static long number(String reply) {
        return reply.startsWith(":") ? Long.parseLong(reply.substring(1, reply.length() - 2)) : Long.MIN_VALUE / 2;
    }
}
