package io.holdpoint.notifiers.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which addresses a webhook may be posted to: those of the public internet, and what the
 * installation allows besides.
 *
 * @param hosts names that may have addresses inside, and may be spoken to without TLS; lower case
 * @param ranges addresses that are allowed whatever they are
 */
record Reach(Set<String> hosts, List<AddressRange> ranges) {

  static final Reach PUBLIC_ONLY = new Reach(Set.of(), List.of());

  /** IPv4 that is not public (RFC 6890 and its successors), and what no host has. */
  private static final List<AddressRange> NOT_PUBLIC =
      ranges(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          // IPv6: within what is handed out, what carries IPv4 inside, and examples.
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "3fff::/20");

  /**
   * All that is handed out of IPv6. Outside lie loopback, link-local, unique local, multicast,
   * IPv4-compatible and NAT64 addresses.
   */
  private static final AddressRange HANDED_OUT = AddressRange.of("2000::/3");

  /** What an allowed name may have: addresses inside, but not a cloud's metadata and the like. */
  private static final List<AddressRange> INSIDE =
      ranges(
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "::1/128",
          "fc00::/7");

  Reach {
    hosts = Set.copyOf(hosts);
    ranges = List.copyOf(ranges);
  }

  /** Whether this name may be posted to at this address. */
  boolean allows(String host, InetAddress address) {
    return isPublic(address)
        || ranges.stream().anyMatch(range -> range.has(address))
        || (allowsByName(host) && INSIDE.stream().anyMatch(range -> range.has(address)));
  }

  /** Whether this name may be spoken to without TLS. */
  boolean allowsPlain(String host) {
    return allowsByName(host);
  }

  private boolean allowsByName(String host) {
    return hosts.contains(host.toLowerCase(Locale.ROOT));
  }

  /** IPv4 that is mapped into IPv6 comes as IPv4 from the JDK. */
  static boolean isPublic(InetAddress address) {
    return (address instanceof Inet4Address || HANDED_OUT.has(address))
        && NOT_PUBLIC.stream().noneMatch(range -> range.has(address));
  }

  private static List<AddressRange> ranges(String... texts) {
    return Stream.of(texts).map(AddressRange::of).toList();
  }
}
