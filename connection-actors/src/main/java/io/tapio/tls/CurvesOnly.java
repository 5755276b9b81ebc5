package io.tapio.tls;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keys are agreed on over elliptic curves. Over finite fields the JDK would offer groups of up to 8192 bits as well,
 * with which a client that computes nothing itself makes a server compute for long (D(HE)at, CVE-2002-20001).
 */
final class CurvesOnly implements AlgorithmConstraints {
    private static final String FINITE_FIELD = "ffdhe";

    @Override
    public boolean permits(
            @Nullable Set<CryptoPrimitive> uses, String algorithm, @Nullable AlgorithmParameters parameters) {
        return !algorithm.toLowerCase(Locale.ROOT).startsWith(FINITE_FIELD);
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> uses, Key key) {
        return true;
    }

    @Override
    public boolean permits(
            Set<CryptoPrimitive> uses, String algorithm, Key key, @Nullable AlgorithmParameters parameters) {
        return permits(uses, algorithm, parameters);
    }
}
