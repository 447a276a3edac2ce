package io.holdpoint.identity;

import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;

/** A browser with its cookies, which follows where it is sent by hand. */
final class OidcVisitor {

  private static final String BEGIN = "/oauth2/authorization/oidc";

  private final int port;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(cookies)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  OidcVisitor(int port) {
    this.port = port;
  }

  HttpResponse<String> get(String path) throws Exception {
    return get(URI.create("http://localhost:" + port + path));
  }

  HttpResponse<String> get(URI uri) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri).header("Accept", "text/html").build(), BodyHandlers.ofString());
  }

  HttpResponse<String> begin() throws Exception {
    return get(BEGIN);
  }

  HttpResponse<String> beginAgain() throws Exception {
    return get(BEGIN + "?again");
  }

  /** Where the provider sends us back to. */
  URI answer() throws Exception {
    return location(get(location(begin())));
  }

  HttpResponse<String> signIn() throws Exception {
    return get(answer());
  }

  HttpResponse<String> signInAgain() throws Exception {
    return get(location(get(location(beginAgain()))));
  }

  @Nullable String session() {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals("holdpoint"))
        .map(HttpCookie::getValue)
        .findAny()
        .orElse(null);
  }

  static URI location(HttpResponse<String> answer) {
    return URI.create(answer.headers().firstValue("Location").orElseThrow());
  }
}
