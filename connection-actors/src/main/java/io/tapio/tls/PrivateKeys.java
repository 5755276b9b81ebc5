package io.tapio.tls;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Private keys out of PKCS#8. */
final class PrivateKeys {
    private static final List<String> KINDS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    private PrivateKeys() {}

    /** A key that says itself of which kind it is. */
    static PrivateKey of(byte[] pkcs8) throws GeneralSecurityException {
        for (String kind : KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException other) {
                // the next one
            }
        }
        throw new InvalidKeySpecException("of none of the kinds " + KINDS);
    }

    /** An encrypted key: PBES2, or what else the JDK knows. */
    static PrivateKey of(byte[] encrypted, Secret password) throws GeneralSecurityException {
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
            AlgorithmParameters parameters = info.getAlgParameters();
            // the parameters of PBES2 know the whole name, which its own does not say
            String name = parameters == null ? info.getAlgName() : parameters.toString();
            PBEKeySpec spec = new PBEKeySpec(password.value());
            try {
                Cipher cipher = Cipher.getInstance(name);
                cipher.init(
                        Cipher.DECRYPT_MODE, SecretKeyFactory.getInstance(name).generateSecret(spec), parameters);
                return of(info.getKeySpec(cipher).getEncoded());
            } finally {
                spec.clearPassword();
            }
        } catch (IOException broken) {
            throw new InvalidKeySpecException("no encrypted key", broken);
        }
    }
}
