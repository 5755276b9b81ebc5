package io.tapio.samples.faults;

import java.util.List;

/** Something that is done to a server. */
sealed interface Fault
        permits FewFiles, SlowLoris, NeverRead, Reset, HalfClose, HalfOpen, AtRandom, CertificateSwaps, Terminated {
    /** What it is called on the command line. */
    String name();

    /** What is done, in a line; the numbers are those of this trial. */
    String title(Trial trial);

    /** Does it, and tells the trial what was found. */
    void run(Trial trial) throws Exception;

    static List<Fault> all() {
        return List.of(
                new FewFiles("few-files-warm", true, 100),
                new FewFiles("few-files-cold", false, 100),
                new FewFiles("last-file-warm", true, 1),
                new FewFiles("last-file-cold", false, 1),
                new SlowLoris("silent", 5000, false),
                new SlowLoris("slow-loris-1100", 1100, true),
                new SlowLoris("slow-loris-5000", 5000, true),
                new NeverRead("never-read", false),
                new NeverRead("never-read-tls", true),
                new Reset("reset-connected", Reset.State.CONNECTED),
                new Reset("reset-mid-request", Reset.State.MID_REQUEST),
                new Reset("reset-reply-pending", Reset.State.REPLY_PENDING),
                new Reset("reset-suspended", Reset.State.SUSPENDED),
                new HalfClose(),
                new HalfOpen(),
                new AtRandom(),
                new CertificateSwaps(),
                new Terminated("terminated-kv", false),
                new Terminated("terminated-proxy", true));
    }
}
