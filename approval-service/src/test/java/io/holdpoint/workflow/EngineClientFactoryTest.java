package io.holdpoint.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cluster gets to see of us: a server on loopback that notes each call and answers none. */
class EngineClientFactoryTest {

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  @TempDir Path directory;
  private final List<String> presented = new CopyOnWriteArrayList<>();
  private LoopbackCertificate certificate;
  private io.grpc.Server server;

  @BeforeEach
  void start() throws Exception {
    certificate = LoopbackCertificate.in(directory);
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .useTransportSecurity(certificate.chain().toFile(), certificate.key().toFile())
            .intercept(new NotesWhoCalls())
            .fallbackHandlerRegistry(new AnyMethod())
            .build()
            .start();
  }

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  @Test
  void presentsTheTokenOfTheAuthorizationServerOverTls() {
    try (var issuer = new TokenIssuer()) {
      ask(settings(certificate.chain(), issuer.address()));
      assertThat(presented).isNotEmpty().containsOnly("Bearer " + TokenIssuer.TOKEN);
      assertThat(issuer.asked().getFirst())
          .contains("client_id=holdpoint")
          .contains("audience=zeebe.example")
          .contains("grant_type=client_credentials");
    }
  }

  @Test
  void callsNoClusterWhoseCertificateItsAuthorityDidNotSign() throws Exception {
    Path another = java.nio.file.Files.createDirectory(directory.resolve("another"));
    ask(settings(LoopbackCertificate.in(another).chain(), null));
    ask(settings(null, null));
    assertThat(presented).isEmpty();
  }

  private void ask(EngineSettings settings) {
    try (var client =
        new EngineClientFactory(settings)
            .connect(URI.create("https://127.0.0.1:" + server.getPort()))) {
      assertThatThrownBy(
              () ->
                  client
                      .newTopologyRequest()
                      .requestTimeout(java.time.Duration.ofSeconds(5))
                      .send()
                      .join())
          .isNotNull();
    }
  }

  private static EngineSettings settings(@Nullable Path authority, @Nullable URI tokenUrl) {
    return EngineSettings.of(
        new EngineSettings.Raw(
            "remote",
            null,
            "https://127.0.0.1:1",
            null,
            authority == null ? null : authority.toString(),
            tokenUrl == null ? null : "holdpoint",
            tokenUrl == null ? null : "a secret for tests",
            tokenUrl == null ? null : "zeebe.example",
            tokenUrl == null ? null : tokenUrl.toString(),
            256));
  }

  private final class NotesWhoCalls implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      presented.add(String.valueOf(headers.get(AUTHORIZATION)));
      call.close(Status.UNAVAILABLE.withDescription("only listening"), new Metadata());
      return new ServerCall.Listener<>() {};
    }
  }

  /** The registry that knows every method, so that the interceptor hears of each call. */
  private static final class AnyMethod extends io.grpc.HandlerRegistry {
    @Override
    public io.grpc.ServerMethodDefinition<?, ?> lookupMethod(
        String method, @Nullable String authority) {
      var marshaller = new Bytes();
      return io.grpc.ServerMethodDefinition.create(
          io.grpc.MethodDescriptor.newBuilder(marshaller, marshaller)
              .setType(io.grpc.MethodDescriptor.MethodType.UNKNOWN)
              .setFullMethodName(method)
              .build(),
          (call, headers) -> new ServerCall.Listener<>() {});
    }
  }

  /** Messages as they come. */
  private static final class Bytes implements io.grpc.MethodDescriptor.Marshaller<byte[]> {
    @Override
    public java.io.InputStream stream(byte[] value) {
      return new java.io.ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(java.io.InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
