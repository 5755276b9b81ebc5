package io.tapio.samples.kv.sortedset;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Lot;
import io.tapio.samples.kv.command.Pairs;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.command.Walk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Commands that reply with some of the members: by lot, or one part after the other. */
final class Samples {
    private Samples() {}

    static Reply random(Client client, Command command) {
        boolean many = command.argCount() > 2;
        long count = many ? Lot.count(command, 2) : 1;
        boolean withScores = command.argCount() == 4 && command.is(3, "withscores");
        if (command.argCount() > 3 && !withScores) {
            throw Refused.SYNTAX;
        }
        if (withScores && Math.abs(count) > Long.MAX_VALUE / 2) {
            throw Refused.OUT_OF_RANGE;
        }
        List<Member> members = SortedSet.KIND.read(client, command.arg(1)).unordered();
        if (members.isEmpty()) {
            return many ? Reply.Array.of() : Reply.NIL;
        }
        if (withScores) {
            return Pairs.reply(
                    client,
                    Lot.draw(members.size(), count, Integer.MAX_VALUE / 2, place -> Listing.pair(members.get(place))));
        }
        List<Reply> drawn = Lot.draw(
                members.size(),
                count,
                Integer.MAX_VALUE,
                place -> new Reply.Bulk(members.get(place).bytes()));
        return many ? new Reply.Array(drawn) : drawn.get(0);
    }

    /** A small set at once and in order, as Redis does. Scores are text, in every version of RESP. */
    static Reply scan(Client client, Command command) {
        long cursor = Walk.cursor(command, 2);
        SortedSet set = SortedSet.KIND.read(client, command.arg(1));
        List<Member> members = set.unordered();
        if (members.isEmpty()) {
            return Walk.reply(0, List.of());
        }
        Walk walk = Walk.of(cursor, command, 3, false);
        int start = set.isPacked() ? 0 : walk.start(members.size());
        int end = set.isPacked() ? members.size() : walk.end(members.size());
        List<Member> part = new ArrayList<>(members.subList(start, end));
        if (set.isPacked()) {
            Collections.sort(part);
        }
        List<Reply> found = new ArrayList<>();
        for (Member member : part) {
            if (walk.takes(member.bytes())) {
                found.add(new Reply.Bulk(member.bytes()));
                found.add(Reply.Bulk.of(
                        set.isPacked() ? Scores.packedText(member.score()) : Scores.text(member.score())));
            }
        }
        return Walk.reply(start, found);
    }
}
