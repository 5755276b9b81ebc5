package io.tapio.redis;

import io.tapio.protocol.Encoder;
import io.tapio.protocol.Output;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes replies on a server, in the version of RESP that the connection speaks. Of a reply with others in it it
 * remembers how far it got, whatever its depth, and goes on from there.
 */
final class ReplyEncoder implements Encoder<Reply> {
    private static final byte[] OK = ascii("+OK\r\n");
    private static final byte[] PONG = ascii("+PONG\r\n");
    private static final byte[] NIL = ascii("$-1\r\n");
    private static final byte[] NIL_ARRAY = ascii("*-1\r\n");
    private static final byte[] NULL = ascii("_\r\n");
    private static final byte[] TRUE = ascii("#t\r\n");
    private static final byte[] FALSE = ascii("#f\r\n");

    private final Wire wire = new Wire();
    private boolean resp3;
    private @Nullable Open innermost;

    /**
     * What is left of a reply that others are in.
     *
     * @param counted whether their number was announced, so that each has to be exactly one
     */
    private record Open(
            Iterator<Reply> rest, boolean counted, @Nullable Open outer) {}

    @Override
    public void encode(Reply reply, Output out) {
        start(reply, out);
        while (innermost != null) {
            step(innermost, out);
        }
    }

    @Override
    public boolean encodeSome(Reply reply, Output out) {
        if (innermost == null) {
            start(reply, out);
        }
        while (innermost != null) {
            if (out.isFull()) {
                return false;
            }
            step(innermost, out);
        }
        return true;
    }

    private void step(Open open, Output out) {
        if (open.rest.hasNext()) {
            start(open.rest.next(), out);
        } else {
            innermost = open.outer;
        }
    }

    /** What almost every reply is comes first. */
    private void start(Reply reply, Output out) {
        if (reply == Reply.OK) {
            out.write(OK);
        } else if (reply instanceof Reply.Bulk bulk) {
            wire.bulk(bulk.bytes(), out);
        } else if (reply instanceof Reply.Int number) {
            wire.number(':', number.value(), out);
        } else if (reply instanceof Reply.Nil nil) {
            out.write(resp3 ? NULL : nil == Reply.Nil.BULK ? NIL : NIL_ARRAY);
        } else if (reply == Reply.PONG) {
            out.write(PONG);
        } else if (reply instanceof Reply.Array array) {
            items('*', array.items(), out);
        } else {
            startOther(reply, out);
        }
    }

    private void startOther(Reply reply, Output out) {
        if (reply instanceof Reply.Simple simple) {
            wire.line('+', simple.text(), out);
        } else if (reply instanceof Reply.Error error) {
            wire.line('-', error.text(), out);
        } else if (reply instanceof Reply.Map map) {
            wire.number(
                    resp3 ? '%' : '*',
                    resp3 ? map.entries().size() : 2L * map.entries().size(),
                    out);
            open(new KeysAndValues(map), true);
        } else if (reply instanceof Reply.Set set) {
            items(resp3 ? '~' : '*', set.items(), out);
        } else if (reply instanceof Reply.Push push) {
            items(resp3 ? '>' : '*', push.items(), out);
        } else if (reply instanceof Reply.Double number) {
            scalar(',', number.text(), out);
        } else if (reply instanceof Reply.BigNumber number) {
            scalar('(', number.digits(), out);
        } else if (reply instanceof Reply.Bool bool) {
            bool(bool.value(), out);
        } else if (reply instanceof Reply.Verbatim verbatim) {
            verbatim(verbatim, out);
        } else if (reply instanceof Reply.Attributed attributed) {
            attributed(attributed, out);
        } else if (reply instanceof Reply.Speaking speaking) {
            refuseIfCounted(speaking);
            resp3 = speaking.version() == 3;
            open(List.of(speaking.reply()).iterator(), false);
        } else if (reply instanceof Reply.Several several) {
            refuseIfCounted(several);
            open(several.replies().iterator(), false);
        }
    }

    private void items(char type, List<Reply> items, Output out) {
        wire.number(type, items.size(), out);
        open(items.iterator(), true);
    }

    private void scalar(char type, String text, Output out) {
        if (resp3) {
            wire.line(type, text, out);
        } else {
            wire.bulk(text, out);
        }
    }

    private void bool(boolean value, Output out) {
        if (resp3) {
            out.write(value ? TRUE : FALSE);
        } else {
            wire.number(':', value ? 1 : 0, out);
        }
    }

    private void verbatim(Reply.Verbatim verbatim, Output out) {
        if (resp3) {
            wire.verbatim(verbatim.format(), verbatim.content().bytes(), out);
        } else {
            wire.bulk(verbatim.content().bytes(), out);
        }
    }

    private void attributed(Reply.Attributed attributed, Output out) {
        open(List.of(attributed.reply()).iterator(), true);
        if (resp3) {
            wire.number('|', attributed.attributes().entries().size(), out);
            open(new KeysAndValues(attributed.attributes()), true);
        }
    }

    private void open(Iterator<Reply> parts, boolean counted) {
        innermost = new Open(parts, counted, innermost);
    }

    /** A mistake of the service: written, it would make the client take the next reply for a part of this one. */
    private void refuseIfCounted(Reply reply) {
        if (innermost != null && innermost.counted) {
            throw new IllegalArgumentException(reply.getClass().getSimpleName() + " is no part of another reply");
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
