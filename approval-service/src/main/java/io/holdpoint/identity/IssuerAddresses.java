package io.holdpoint.identity;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Which addresses may be asked for an issuer's keys: with TLS, and never this machine (unless a
 * setting allows it) or what only neighbours on the link reach, such as a cloud's metadata service.
 * Private networks are allowed, for that is where clusters have their issuers; without TLS and a
 * certificate for the name nothing there answers.
 */
@Component
class IssuerAddresses {

  private final boolean allowLocal;

  IssuerAddresses(IssuerSettings settings) {
    this.allowLocal = settings.allowLocal();
  }

  /** What is wrong with the form of an address; empty when nothing is. */
  Optional<String> fault(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      return Optional.of("expected an address such as https://issuer.example.com/keys");
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getRawFragment() != null
        || text.length() > 500) {
      return Optional.of("expected https, a host, no user and no fragment");
    }
    boolean tls = scheme.equals("https");
    boolean local = scheme.equals("http") && allowLocal && isLocalName(uri.getHost());
    return tls || local
        ? Optional.empty()
        : Optional.of(
            "expected https"
                + (allowLocal ? ", or http on this machine" : "; without TLS nothing is asked"));
  }

  /**
   * Resolves the host and refuses what may not be asked.
   *
   * @throws IOException it may not be asked, or there is no such host
   */
  void check(URI uri) throws IOException {
    Optional<String> fault = fault(uri.toString());
    if (fault.isPresent()) {
      throw new IOException(fault.get());
    }
    for (InetAddress address : resolve(uri.getHost())) {
      if (address.isAnyLocalAddress()
          || address.isLinkLocalAddress()
          || address.isMulticastAddress()
          || (address.isLoopbackAddress() && !allowLocal)) {
        throw new IOException("its host is at an address that is not asked");
      }
    }
  }

  private static InetAddress[] resolve(String host) throws IOException {
    try {
      return InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      throw new IOException("there is no such host", e);
    }
  }

  private static boolean isLocalName(String host) {
    return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
  }
}
