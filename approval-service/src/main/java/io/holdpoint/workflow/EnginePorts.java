package io.holdpoint.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The five ports of an embedded engine, all on the loopback. */
record EnginePorts(int rest, int management, int gateway, int command, int internal) {

  /**
   * Five ports that are free now. Another process may take one before the engine does; then the
   * engine does not come up and the next try takes others.
   */
  static EnginePorts free() {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
      return new EnginePorts(ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4));
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on the loopback", e);
    } finally {
      held.forEach(EnginePorts::close);
    }
  }

  URI gatewayAddress() {
    return URI.create("http://127.0.0.1:" + gateway);
  }

  URI managementAddress() {
    return URI.create("http://127.0.0.1:" + management);
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
