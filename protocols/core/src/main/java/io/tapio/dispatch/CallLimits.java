package io.tapio.dispatch;

import io.tapio.settings.Bound;
import java.util.List;

/**
 * How many calls there may be.
 *
 * @param inFlight sent and not answered
 * @param waiting for their turn to be sent
 * @param keys where these two are set, for the message of a refusal
 */
public record CallLimits(int inFlight, int waiting, String keys) {
    /** The two as bounds, with their keys in {@code section}. */
    public List<Bound> bounds(String section) {
        return List.of(
                Bound.count("requests written and not answered", inFlight, section + ".max-in-flight"),
                Bound.count("calls that wait behind those", waiting, section + ".max-waiting"));
    }
}
