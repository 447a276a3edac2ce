package io.holdpoint.notifiers.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks names up. */
interface Addresses {

  /**
   * @return not empty
   */
  List<InetAddress> of(String host) throws UnknownHostException;

  static Addresses ofThisMachine() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
