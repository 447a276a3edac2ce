package io.holdpoint.platform;

import jakarta.servlet.http.HttpServletRequest;

/** Which paths belong to programs, and so answer with problems instead of pages. */
public final class ApiPaths {

  private ApiPaths() {}

  /** Whether a call of this path is answered with a problem when it fails. */
  public static boolean isApi(String path) {
    return path.equals("/v1")
        || path.startsWith("/v1/")
        || path.startsWith("/.well-known/")
        || path.startsWith("/v3/api-docs")
        || path.startsWith("/slack/");
  }

  /** Same, for a request: without the context path. */
  public static boolean isApi(HttpServletRequest request) {
    return isApi(request.getRequestURI().substring(request.getContextPath().length()));
  }
}
