package io.tapio.tls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.spec.InvalidKeySpecException;
import org.jspecify.annotations.Nullable;

/**
 * As much of ASN.1's DER as it takes to put a key of the older formats into a PKCS#8 envelope, the one that the JDK
 * reads.
 *
 * <pre>
 *   PrivateKeyInfo ::= SEQUENCE { version 0, SEQUENCE { algorithm, parameters }, OCTET STRING { the older key } }
 * </pre>
 */
final class Der {
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int EC_PARAMETERS = 0xA0;
    private static final byte[] VERSION_0 = {2, 1, 0};

    /** 1.2.840.113549.1.1.1, and NULL for its parameters. */
    private static final byte[] RSA = {6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1, 5, 0};

    /** 1.2.840.10045.2.1. */
    private static final byte[] EC = {6, 7, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1};

    private Der() {}

    static byte[] pkcs8OfRsa(byte[] pkcs1) {
        return envelope(RSA, pkcs1);
    }

    /** @throws InvalidKeySpecException if the key does not name its curve */
    static byte[] pkcs8OfEc(byte[] sec1) throws InvalidKeySpecException {
        byte[] curve = curve(ByteBuffer.wrap(sec1));
        if (curve == null) {
            throw new InvalidKeySpecException("the EC key does not name its curve");
        }
        return envelope(concat(EC, curve), sec1);
    }

    private static byte[] envelope(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, concat(VERSION_0, concat(element(SEQUENCE, algorithm), element(OCTETS, key))));
    }

    /** The element in the parameters of {@code ECPrivateKey ::= SEQUENCE { 1, key, [0] parameters, [1] public }}. */
    private static byte @Nullable [] curve(ByteBuffer sec1) throws InvalidKeySpecException {
        ByteBuffer fields = content(sec1, SEQUENCE);
        while (fields.hasRemaining()) {
            int tag = fields.get(fields.position()) & 0xFF;
            ByteBuffer content = content(fields, tag);
            if (tag == EC_PARAMETERS) {
                byte[] curve = new byte[content.remaining()];
                content.get(curve);
                return curve;
            }
        }
        return null;
    }

    /** What is in the next element, which is taken. */
    private static ByteBuffer content(ByteBuffer in, int tag) throws InvalidKeySpecException {
        if (in.remaining() < 2 || (in.get() & 0xFF) != tag) {
            throw new InvalidKeySpecException("the key is cut short, or no key");
        }
        int size = in.get() & 0xFF;
        if (size >= 0x80) {
            int digits = size & 0x7F;
            if (digits > 3 || digits > in.remaining()) {
                throw new InvalidKeySpecException("the key is cut short");
            }
            size = 0;
            for (int i = 0; i < digits; i++) {
                size = size << 8 | in.get() & 0xFF;
            }
        }
        if (size > in.remaining()) {
            throw new InvalidKeySpecException("the key is cut short");
        }
        ByteBuffer content = in.slice(in.position(), size);
        in.position(in.position() + size);
        return content;
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream element = new ByteArrayOutputStream(content.length + 5);
        element.write(tag);
        int size = content.length;
        if (size < 0x80) {
            element.write(size);
        } else {
            int digits = (39 - Integer.numberOfLeadingZeros(size)) / 8;
            element.write(0x80 | digits);
            for (int i = digits - 1; i >= 0; i--) {
                element.write(size >> 8 * i);
            }
        }
        element.writeBytes(content);
        return element.toByteArray();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
