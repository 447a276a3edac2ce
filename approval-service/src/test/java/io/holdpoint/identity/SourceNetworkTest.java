package io.holdpoint.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceNetworkTest {

  @Test
  void holdsWhatIsWithinItAndNothingBeyondItsEdges() {
    assertContains("10.20.0.0/15", "10.20.0.0", "10.21.255.255");
    assertLeavesOut("10.20.0.0/15", "10.19.255.255", "10.22.0.0", "::ffff:0a14", "2001:db8::1");
    assertContains("203.0.113.7", "203.0.113.7");
    assertLeavesOut("203.0.113.7", "203.0.113.6", "203.0.113.8");
    assertContains("0.0.0.0/0", "255.255.255.255");
    assertLeavesOut("0.0.0.0/0", "::1");
    assertContains("2001:db8:12::/47", "2001:db8:12::", "2001:db8:13:ffff:ffff:ffff:ffff:ffff");
    assertLeavesOut("2001:db8:12::/47", "2001:db8:11:ffff::", "2001:db8:14::", "10.0.0.1");
    assertContains("::1", "0:0:0:0:0:0:0:1");
    assertContains("fe80::/10", "fe80:0:0:0:1:2:3:4%eth0");
  }

  @Test
  void anIpv4AddressWrittenAsIpv6IsTheSame() {
    assertContains("10.0.0.0/8", "::ffff:10.1.2.3");
    assertThat(SourceNetwork.around("::ffff:10.1.2.3")).isEqualTo("10.1.2.0/24");
  }

  @Test
  void whatIsNoAddressComesFromNowhere() {
    assertLeavesOut(
        "0.0.0.0/0", "", "localhost", "10.0.0", "0x0a000001", "167772161", "10.0.0.1/8");
    assertThat(SourceNetwork.around("localhost")).isEqualTo("unknown");
  }

  @Test
  void aPlaceIsANeighbourhood() {
    assertThat(SourceNetwork.around("198.51.100.200")).isEqualTo("198.51.100.0/24");
    assertThat(SourceNetwork.around("2001:db8:12:34::1")).isEqualTo("2001:db8:12::/48");
  }

  private static void assertContains(String network, String... addresses) {
    for (String address : addresses) {
      assertThat(SourceNetwork.parse(network).orElseThrow().contains(address))
          .as(network + " holds " + address)
          .isTrue();
    }
  }

  private static void assertLeavesOut(String network, String... addresses) {
    for (String address : addresses) {
      assertThat(SourceNetwork.parse(network).orElseThrow().contains(address))
          .as(network + " leaves out " + address)
          .isFalse();
    }
  }
}
