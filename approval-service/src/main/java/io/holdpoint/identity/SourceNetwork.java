package io.holdpoint.identity;

import io.holdpoint.model.desk.BadInputException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of addresses in CIDR form, IPv4 or IPv6. Nothing here asks a name server: only literal
 * addresses are read.
 */
final class SourceNetwork {

  /** A key names at most so many. */
  static final int MOST = 32;

  private static final String EXPECTED = "such as 10.20.0.0/16, 203.0.113.7 or 2001:db8:12::/48";
  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final Pattern LITERAL =
      Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}|[0-9a-f:.]{0,45}:[0-9a-f:.]{0,45}");
  private static final Pattern FORM = Pattern.compile("([^/]{1,64})(?:/([0-9]{1,3}))?");

  private final byte[] address;
  private final int prefix;

  private SourceNetwork(byte[] address, int prefix) {
    this.address = address;
    this.prefix = prefix;
  }

  /** Empty when the text is no network; one with bits beyond its prefix is none. */
  static Optional<SourceNetwork> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return literal(matcher.group(1))
        .flatMap(
            base -> {
              int bits = base.getAddress().length * 8;
              int prefix = matcher.group(2) == null ? bits : Integer.parseInt(matcher.group(2));
              return prefix <= bits && noneBeyond(base.getAddress(), prefix)
                  ? Optional.of(new SourceNetwork(base.getAddress(), prefix))
                  : Optional.empty();
            });
  }

  /**
   * The networks as they are kept.
   *
   * @throws BadInputException naming the one that is none, or when there are too many
   */
  static SortedSet<String> check(Set<String> networks) {
    if (networks.size() > MOST) {
      throw new BadInputException(
          "networks", "networks: %d of them; expected at most %d".formatted(networks.size(), MOST));
    }
    TreeSet<String> checked = new TreeSet<>();
    for (String network : networks) {
      String lower = network.toLowerCase(Locale.ROOT);
      if (parse(lower).isEmpty()) {
        throw new BadInputException(
            "networks",
            "networks: '%s' is no network; expected one %s, without bits beyond its prefix"
                .formatted(Names.shown(network), EXPECTED));
      }
      checked.add(lower);
    }
    return checked;
  }

  /** Whether a call from this address comes from there; no for what is no literal address. */
  boolean contains(String from) {
    return literal(from)
        .map(InetAddress::getAddress)
        .filter(bytes -> bytes.length == address.length && samePrefix(bytes))
        .isPresent();
  }

  /**
   * The neighbourhood of an address, by which places are told apart: 24 bits of IPv4, 48 of IPv6.
   */
  static String around(String from) {
    return literal(from)
        .map(
            address -> {
              byte[] b = address.getAddress();
              return address instanceof Inet4Address
                  ? "%d.%d.%d.0/24".formatted(b[0] & 0xff, b[1] & 0xff, b[2] & 0xff)
                  : "%x:%x:%x::/48".formatted(two(b, 0), two(b, 2), two(b, 4));
            })
        .orElse("unknown");
  }

  private static int two(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }

  /** An IPv4 address that is written as IPv6 ({@code ::ffff:…}) is an IPv4 address. */
  private static Optional<InetAddress> literal(String text) {
    int zone = text.indexOf('%');
    String plain = (zone < 0 ? text : text.substring(0, zone)).toLowerCase(Locale.ROOT);
    if (!LITERAL.matcher(plain).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(plain));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private boolean samePrefix(byte[] other) {
    for (int bit = 0; bit < prefix; bit++) {
      if (bit(address, bit) != bit(other, bit)) {
        return false;
      }
    }
    return true;
  }

  private static boolean noneBeyond(byte[] bytes, int prefix) {
    for (int bit = prefix; bit < bytes.length * 8; bit++) {
      if (bit(bytes, bit)) {
        return false;
      }
    }
    return true;
  }

  private static boolean bit(byte[] bytes, int index) {
    return (bytes[index / 8] >> (7 - index % 8) & 1) == 1;
  }
}
