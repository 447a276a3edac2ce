package io.holdpoint.standin;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The server's side of RFC 6455, on loopback: text messages, ping and pong, close. */
final class WebSockets implements AutoCloseable {

  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final ServerSocket server;
  private final List<Connection> connections = new CopyOnWriteArrayList<>();
  private final Consumer<Connection> opened;
  private final BiConsumer<Connection, String> received;

  WebSockets(Consumer<Connection> opened, BiConsumer<Connection, String> received)
      throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.opened = opened;
    this.received = received;
    Thread.ofVirtual().name("slack-stand-in-sockets").start(this::accept);
  }

  String address() {
    return "ws://127.0.0.1:" + server.getLocalPort() + "/link";
  }

  List<Connection> connections() {
    return connections;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    Connection connection = null;
    try (socket) {
      var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      String key = handshake(in);
      var out = socket.getOutputStream();
      out.write(
          ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  + "Sec-WebSocket-Accept: "
                  + accepted(key)
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      connection = new Connection(socket, out);
      connections.add(connection);
      opened.accept(connection);
      read(in, connection);
    } catch (IOException e) {
      // the other side went away
    } finally {
      if (connection != null) {
        connections.remove(connection);
      }
    }
  }

  private static String handshake(DataInputStream in) throws IOException {
    String key = "";
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("sec-websocket-key:")) {
        key = line.substring(line.indexOf(':') + 1).strip();
      }
    }
    return key;
  }

  private static String line(DataInputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static String accepted(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void read(DataInputStream in, Connection connection) throws IOException {
    var message = new java.io.ByteArrayOutputStream();
    while (true) {
      int head = in.readUnsignedByte();
      int second = in.readUnsignedByte();
      long length = second & 0x7F;
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        length = in.readLong();
      }
      byte[] mask = new byte[4];
      if ((second & 0x80) != 0) {
        in.readFully(mask);
      }
      byte[] payload = new byte[(int) length];
      in.readFully(payload);
      for (int i = 0; i < payload.length; i++) {
        payload[i] ^= mask[i % 4];
      }
      switch (head & 0x0F) {
        case 0x8 -> {
          connection.frame(0x8, payload);
          return;
        }
        case 0x9 -> connection.frame(0xA, payload);
        case 0xA -> {}
        default -> {
          message.write(payload);
          if ((head & 0x80) != 0) {
            received.accept(connection, message.toString(StandardCharsets.UTF_8));
            message.reset();
          }
        }
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      // it is gone anyway
    }
    connections.forEach(Connection::drop);
  }

  /** One client. */
  static final class Connection {
    private final Socket socket;
    private final OutputStream out;

    Connection(Socket socket, OutputStream out) {
      this.socket = socket;
      this.out = out;
    }

    void send(String text) {
      try {
        frame(0x1, text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        drop();
      }
    }

    /** Without a word, as a network does. */
    void drop() {
      try {
        socket.close();
      } catch (IOException e) {
        // it is gone anyway
      }
    }

    synchronized void frame(int kind, byte[] payload) throws IOException {
      out.write(0x80 | kind);
      if (payload.length < 126) {
        out.write(payload.length);
      } else if (payload.length < 65_536) {
        out.write(126);
        out.write(payload.length >> 8);
        out.write(payload.length);
      } else {
        out.write(127);
        out.write(ByteBuffer.allocate(8).putLong(payload.length).array());
      }
      out.write(payload);
      out.flush();
    }
  }
}
