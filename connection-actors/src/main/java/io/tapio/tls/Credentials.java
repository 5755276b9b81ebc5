package io.tapio.tls;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

/** A certificate, those that lead to its authority, and its key. */
record Credentials(List<X509Certificate> chain, PrivateKey key) {
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    /** Those of an identity, from what is in its files; a failure says which of them is no good, and why. */
    static Credentials of(TlsIdentity identity, PemFiles files) {
        Path certificates = identity.certificateFile();
        Credentials credentials = new Credentials(
                files.pem(certificates).certificates(),
                files.pem(identity.keyFile()).key(identity.keyPassword()));
        if (!credentials.belongTogether()) {
            throw TlsFaults.unusable("the key in " + identity.keyFile() + " is not that of the first certificate in "
                    + certificates + "; both must be replaced together, with the server's own certificate first");
        }
        return credentials;
    }

    /** True for a key that can sign what the authentication {@code keyType} of a handshake needs. */
    boolean isOf(String keyType) {
        return key.getAlgorithm().equals(keyType);
    }

    @Override
    public String toString() {
        return "credentials of " + chain.get(0).getSubjectX500Principal();
    }

    private boolean belongTogether() {
        try {
            String name = SIGNATURES.get(key.getAlgorithm());
            if (name == null) {
                return key.getAlgorithm().equals(chain.get(0).getPublicKey().getAlgorithm());
            }
            byte[] words = "signed".getBytes(StandardCharsets.US_ASCII);
            Signature signature = Signature.getInstance(name);
            signature.initSign(key);
            signature.update(words);
            byte[] signed = signature.sign();
            signature.initVerify(chain.get(0).getPublicKey());
            signature.update(words);
            return signature.verify(signed);
        } catch (GeneralSecurityException differentKinds) {
            return false;
        }
    }
}
