package io.tapio.samples.kv.list;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Integers;
import io.tapio.samples.kv.command.Refused;
import java.util.ArrayList;
import java.util.List;

/**
 * LPOS: where an element is in a list.
 *
 * @param rank which of them to begin with; negative counts from the end
 * @param count how many to find; 0 is all, negative one that is not told in an array
 * @param most how many elements to compare; 0 is all
 */
record Positions(long rank, long count, long most) {

    static Reply find(Client client, Command command) {
        Positions asked = of(command);
        List<Reply> found = asked.in(Sequence.KIND.read(client, command.arg(1)), new Reply.Bulk(command.arg(2)));
        if (asked.count >= 0) {
            return new Reply.Array(found);
        }
        return found.isEmpty() ? Reply.NIL : found.get(0);
    }

    /** The index of the first element that is equal to one; -1 if there is none. */
    static int first(Sequence list, Reply.Bulk element) {
        int index = 0;
        while (index < list.length() && !list.get(index).equals(element)) {
            index++;
        }
        return index == list.length() ? -1 : index;
    }

    private static Positions of(Command command) {
        long rank = 1;
        long count = -1;
        long most = 0;
        for (int i = 3; i < command.argCount(); i += 2) {
            boolean hasValue = i + 1 < command.argCount();
            if (hasValue && command.is(i, "rank")) {
                rank = Integers.at(command, i + 1);
                if (rank == 0) {
                    throw new Refused("ERR RANK can't be zero: use 1 to start from the first match,"
                            + " 2 from the second ... or use negative to start from the end of the list");
                }
            } else if (hasValue && command.is(i, "count")) {
                count = Integers.atLeast(0, command, i + 1, new Refused("ERR COUNT can't be negative"));
            } else if (hasValue && command.is(i, "maxlen")) {
                most = Integers.atLeast(0, command, i + 1, new Refused("ERR MAXLEN can't be negative"));
            } else {
                throw Refused.SYNTAX;
            }
        }
        return new Positions(rank, count, most);
    }

    private List<Reply> in(Sequence list, Reply.Bulk element) {
        List<Reply> found = new ArrayList<>();
        long wanted = count < 0 ? 1 : count == 0 ? Long.MAX_VALUE : count;
        long compared = most == 0 ? list.length() : Math.min(most, list.length());
        long first = Math.abs(rank); // negative for the least number, where Redis overflows
        long equal = 0;
        for (int i = 0; i < compared && found.size() < wanted; i++) {
            int index = rank < 0 ? list.length() - 1 - i : i;
            if (list.get(index).equals(element) && ++equal >= first) {
                found.add(Reply.number(index));
            }
        }
        return found;
    }
}
