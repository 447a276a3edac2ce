package io.holdpoint.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser's cookies and forms, without its screen. */
final class ConsoleVisitor {

  private final String address;
  private final HttpClient client =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  /**
   * @param address such as {@code http://localhost:8080}
   */
  ConsoleVisitor(String address) {
    this.address = address;
  }

  ConsoleVisitor signIn(String name, String password) throws Exception {
    assertThat(post("/login", "/login", "username", name, "password", password).statusCode())
        .isEqualTo(302);
    return this;
  }

  String get(String path) throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(URI.create(address + path))
                .header("Accept", "text/html")
                .build(),
            BodyHandlers.ofString())
        .body();
  }

  /**
   * @param from the page with the form, for its CSRF token
   * @param fields names and values, by turns
   */
  HttpResponse<String> post(String path, String from, String... fields) throws Exception {
    Matcher token = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(get(from));
    assertThat(token.find()).as("a form on " + from).isTrue();
    StringBuilder form = new StringBuilder("_csrf=").append(encoded(token.group(1)));
    for (int i = 0; i < fields.length; i += 2) {
      form.append('&').append(encoded(fields[i])).append('=').append(encoded(fields[i + 1]));
    }
    return client.send(
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form.toString()))
            .build(),
        BodyHandlers.ofString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
