package io.tapio.samples.kv.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.samples.kv.HandTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private final HandTimer time = new HandTimer();
    private final Store store = new Store(time, 1000);
    private final Database database = store.database(0);
    private final List<String> touched = new ArrayList<>();

    @BeforeEach
    void listen() {
        store.startClock();
        store.onTouch((where, key) -> touched.add(where.index() + ":" + new String(key.bytes(), ISO_8859_1)));
    }

    @Test
    void memoryFollowsAValueThatIsChangedInPlace() {
        Heap heap = new Heap(10);
        Entry entry = put("k", heap);
        long small = store.used();

        heap.grains = 500;
        database.changed(entry);
        assertThat(store.used()).isEqualTo(small + 490);

        heap.grains = 1;
        database.changed(entry);
        assertThat(store.used()).isEqualTo(small - 9);
        assertThat(database.find(entry.key().bytes())).isSameAs(entry);
    }

    @Test
    void aValueOfWhichNothingIsLeftTakesItsKeyAlong() {
        Heap heap = new Heap(10);
        Entry entry = put("k", heap);

        heap.grains = 0;
        database.changed(entry);

        assertThat(database.find(entry.key().bytes())).isNull();
        assertThat(database.size()).isZero();
        assertThat(store.used()).isZero();
    }

    @Test
    void everyChangeOfAKeyIsToldOnce() {
        Entry entry = put("put", new Heap(1));
        put("put", new Heap(2));
        database.change(entry, new Heap(3));
        database.changed(entry);
        assertThat(touched).containsOnly("0:put").hasSize(4);

        touched.clear();
        database.expire(entry, store.now() + 1000);
        database.persist(entry);
        database.persist(entry);
        assertThat(touched).containsExactly("0:put", "0:put");

        touched.clear();
        database.find(entry.key().bytes());
        database.at(0);
        assertThat(touched).isEmpty();

        database.remove(entry);
        assertThat(touched).containsExactly("0:put");
    }

    @Test
    void aKeyThatGoesByItselfIsToldToo() {
        database.expire(put("past", new Heap(1)), store.now());
        database.expire(put("soon", new Heap(1)), store.now() + 5);
        put("stays", new Heap(1));
        touched.clear();

        time.passUnnoticed(Duration.ofMillis(5));
        store.startClock();
        store.reap(10);
        assertThat(touched).containsExactly("0:soon");

        database.clear();
        assertThat(touched).containsExactly("0:soon", "0:stays");
        assertThat(store.used()).isZero();
    }

    private Entry put(String key, Value value) {
        return database.put(key.getBytes(ISO_8859_1), value);
    }

    /** A collection, as far as the database can tell. */
    private static final class Heap implements Value {
        private int grains;

        private Heap(int grains) {
            this.grains = grains;
        }

        @Override
        public String type() {
            return "heap";
        }

        @Override
        public String encoding() {
            return "grains";
        }

        @Override
        public long size() {
            return grains;
        }

        @Override
        public Value copy() {
            return new Heap(grains);
        }

        @Override
        public boolean isEmpty() {
            return grains == 0;
        }
    }
}
