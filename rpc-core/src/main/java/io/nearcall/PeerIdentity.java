package io.nearcall;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Who is at the other end of a connection, as the kernel or TLS vouches for it.
 *
 * @param address the peer's address as the transport sees it, for log lines
 * @param user the peer's user name, on local transports
 * @param group the peer's group name, on local transports
 * @param uid the peer's numeric user id, where the transport can tell
 * @param gid the peer's numeric group id, where the transport can tell
 * @param pid the peer's process id, for log lines only: it lies across containers and is reused
 * @param tlsNames subject and alternative names of the verified TLS certificate, empty without one
 */
public record PeerIdentity(
        String address,
        Optional<String> user,
        Optional<String> group,
        OptionalInt uid,
        OptionalInt gid,
        OptionalLong pid,
        List<String> tlsNames) {
    /** Copies the names. */
    public PeerIdentity {
        tlsNames = List.copyOf(tlsNames);
    }

    /** A peer of which only the address is known. */
    public static PeerIdentity of(String address) {
        return new PeerIdentity(
                address,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                List.of());
    }

    /** This peer with the names in the certificate that it showed, if it did. */
    public PeerIdentity with(SSLSession session) {
        List<String> names = new ArrayList<>();
        try {
            if (session.getPeerCertificates()[0] instanceof X509Certificate certificate) {
                names.add(certificate.getSubjectX500Principal().getName());
                Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
                for (List<?> alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
                    if (alternative.get(1) instanceof String name) { // else a form that has no text
                        names.add(name);
                    }
                }
            }
        } catch (SSLPeerUnverifiedException e) {
            // It showed none, and nobody asked it to.
        } catch (CertificateParsingException e) {
            // The subject is all there is.
        }
        return new PeerIdentity(address, user, group, uid, gid, pid, names);
    }
}
