package io.holdpoint.identity;

import com.nimbusds.jwt.proc.BadJWTException;

/** An issuer's token does not count, and why. */
class TokenRefusedException extends BadJWTException {

  private static final long serialVersionUID = 1L;

  private final TokenFault fault;

  TokenRefusedException(TokenFault fault) {
    super(fault.code());
    this.fault = fault;
  }

  TokenFault fault() {
    return fault;
  }
}
