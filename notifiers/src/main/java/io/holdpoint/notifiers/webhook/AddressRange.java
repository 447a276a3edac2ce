package io.holdpoint.notifiers.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * All addresses that begin with the same bits, such as {@code 10.0.0.0/8}.
 *
 * @param first an address of the range
 * @param bits how many bits are the same
 */
record AddressRange(InetAddress first, int bits) {

  /** Digits, dots and colons only: what matches is never looked up as a name. */
  private static final Pattern FORM =
      Pattern.compile(
          "([0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)/([0-9]{1,3})");

  /** Empty when the text is no range. */
  static Optional<AddressRange> parse(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      InetAddress first = InetAddress.getByName(matcher.group(1));
      int bits = Integer.parseInt(matcher.group(2));
      return bits <= first.getAddress().length * 8
          ? Optional.of(new AddressRange(first, bits))
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /**
   * @throws IllegalArgumentException it is no range
   */
  static AddressRange of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("no range: " + text));
  }

  boolean has(InetAddress address) {
    byte[] mine = first.getAddress();
    byte[] its = address.getAddress();
    if (mine.length != its.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if (((mine[bit / 8] ^ its[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
