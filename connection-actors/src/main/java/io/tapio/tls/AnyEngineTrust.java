package io.tapio.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** The JDK's judgement of certificates, for engines that have another word for what TLS 1.3 leaves open. */
final class AnyEngineTrust extends X509ExtendedTrustManager {
    private static final String CONSCRYPT_OPEN = "GENERIC";
    private static final String JDK_OPEN = "UNKNOWN";

    private final X509ExtendedTrustManager jdk;

    AnyEngineTrust(X509ExtendedTrustManager jdk) {
        this.jdk = jdk;
    }

    private static String known(String authType) {
        return authType.equals(CONSCRYPT_OPEN) ? JDK_OPEN : authType;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        jdk.checkClientTrusted(chain, known(authType), engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        jdk.checkServerTrusted(chain, known(authType), engine);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return jdk.getAcceptedIssuers();
    }

    // -- without an engine nobody knows which host was meant

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("there is no engine to ask");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("there is no engine to ask");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("there is no engine to ask");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("there is no engine to ask");
    }
}
