package io.holdpoint.model.notice;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Where webhooks are posted to, and with which secrets they are signed; kept by administrators. */
public interface WebhookEndpoints {

  /** Empty when there is none of this name. */
  Optional<Endpoint> find(String name);

  /**
   * One endpoint.
   *
   * @param keys that sign, the newest first; more than one while they are changed
   */
  record Endpoint(String name, URI url, List<byte[]> keys) {

    public Endpoint {
      keys = List.copyOf(keys);
    }

    /** Without the keys, and without the URL, whose path may be a secret. */
    @Override
    public String toString() {
      return "Endpoint[" + name + "]";
    }
  }
}
