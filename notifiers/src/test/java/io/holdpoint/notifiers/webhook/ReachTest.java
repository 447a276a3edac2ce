package io.holdpoint.notifiers.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.170",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::a00:1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void whatIsNotPublicIsNotReached(String address) throws UnknownHostException {
    InetAddress parsed = InetAddress.getByName(address);
    assertThat(Reach.isPublic(parsed)).isFalse();
    assertThat(Reach.PUBLIC_ONLY.allows("hooks.example.org", parsed)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.1",
        "192.167.255.255",
        "198.17.255.255",
        "198.20.0.1",
        "223.255.255.255",
        "::ffff:1.1.1.1",
        "2606:4700:4700::1111",
        "2a00:1450:4001::1"
      })
  void whatIsPublicIs(String address) throws UnknownHostException {
    assertThat(Reach.PUBLIC_ONLY.allows("hooks.example.org", InetAddress.getByName(address)))
        .isTrue();
  }

  @Test
  void anAllowedNameMayBeInsideButIsNoWayToACloudsMetadata() throws UnknownHostException {
    Reach reach = new Reach(Set.of("hooks.internal"), List.of());
    for (String inside : List.of("10.1.2.3", "127.0.0.1", "192.168.0.9", "::1", "fd12::1")) {
      InetAddress address = InetAddress.getByName(inside);
      assertThat(reach.allows("Hooks.Internal", address)).isTrue();
      assertThat(reach.allows("sub.hooks.internal", address)).isFalse();
      assertThat(reach.allows("hooks.internal.example.org", address)).isFalse();
    }
    for (String never : List.of("169.254.169.254", "0.0.0.0", "224.0.0.1", "fe80::1", "::")) {
      assertThat(reach.allows("hooks.internal", InetAddress.getByName(never))).isFalse();
    }
    assertThat(reach.allowsPlain("hooks.internal")).isTrue();
    assertThat(reach.allowsPlain("hooks.example.org")).isFalse();
  }

  @Test
  void anAllowedRangeIsThatRange() throws UnknownHostException {
    Reach reach = new WebhookSettings(Optional.of(" 10.20.0.0/16, fd00:1::/32 ")).reach();
    assertThat(reach.allows("a", InetAddress.getByName("10.20.255.255"))).isTrue();
    assertThat(reach.allows("a", InetAddress.getByName("10.21.0.0"))).isFalse();
    assertThat(reach.allows("a", InetAddress.getByName("fd00:1::7"))).isTrue();
    assertThat(reach.allows("a", InetAddress.getByName("fd00:2::7"))).isFalse();
    assertThat(reach.allowsPlain("10.20.0.1")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0/33", "10.0.0/8", "http://a", "a b", "*", "*.internal", "a,", "::/129"})
  void aSettingThatIsNeitherNameNorRangeStopsTheStart(String setting) {
    assertThatThrownBy(() -> new WebhookSettings(Optional.of(setting)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HOLDPOINT_WEBHOOK_ALLOW")
        .hasMessageContaining("expected names such as");
  }
}
