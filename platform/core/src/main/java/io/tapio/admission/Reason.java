package io.tapio.admission;

/** Why a call did not get a permit. The lower-case name is the label in metrics. */
enum Reason {
    /** As many wait as may. */
    FULL,
    /** It has waited for as long as it may, or would have to wait longer. */
    WAITED,
    /** Its deadline passed while it waited, or would have. */
    DEADLINE,
    /** Its caller left while it waited. */
    CANCELLED,
    /** It has waited for as long as it may while the room has been in use for long. */
    SHED
}
