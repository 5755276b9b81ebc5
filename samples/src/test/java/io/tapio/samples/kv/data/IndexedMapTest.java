package io.tapio.samples.kv.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class IndexedMapTest {
    private final IndexedMap<IndexedMap.Item> map = new IndexedMap<>();
    private final IndexedMap.Item a = item("a");
    private final IndexedMap.Item b = item("b");
    private final IndexedMap.Item c = item("c");
    private final IndexedMap.Item d = item("d");

    @Test
    void theLastItemTakesThePlaceOfOneThatGoes() {
        addAll();
        map.remove(b);
        assertThat(text()).isEqualTo("adc");
        map.remove(c);
        assertThat(text()).isEqualTo("ad");
        map.remove(a);
        map.remove(d);
        assertThat(map.isEmpty()).isTrue();
    }

    @Test
    void orderIsKeptWhereItIsAskedFor() {
        addAll();
        map.removeInOrder(b);
        assertThat(text()).isEqualTo("acd");
        map.insert(0, b);
        assertThat(text()).isEqualTo("bacd");
        map.remove(a);
        assertThat(text()).isEqualTo("bdc");
        map.removeInOrder(b);
        map.removeInOrder(c);
        assertThat(text()).isEqualTo("d");
    }

    @Test
    void itemsAreFoundByTheirKeys() {
        addAll();
        map.remove(a);

        assertThat(map.get(new Key(new byte[] {'d'}))).isSameAs(d);
        assertThat(map.contains(a.key())).isFalse();
        map.clear();
        assertThat(map.contains(d.key())).isFalse();
        assertThat(map.size()).isZero();
    }

    private void addAll() {
        map.add(a);
        map.add(b);
        map.add(c);
        map.add(d);
    }

    private String text() {
        return map.items().stream()
                .map(item -> new String(item.key().bytes(), ISO_8859_1))
                .collect(Collectors.joining());
    }

    private static IndexedMap.Item item(String key) {
        return new IndexedMap.Item(new Key(key.getBytes(ISO_8859_1)));
    }
}
