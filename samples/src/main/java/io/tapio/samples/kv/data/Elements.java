package io.tapio.samples.kv.data;

import java.util.List;

/** A value that is made of elements, so that SORT can sort them. */
public interface Elements extends Value {
    /** All of them, in their order if they have one; a copy, or a list that does not change. */
    List<byte[]> elements();

    /** Whether their order means something. */
    boolean isOrdered();
}
