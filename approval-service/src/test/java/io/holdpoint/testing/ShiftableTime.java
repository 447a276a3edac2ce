package io.holdpoint.testing;

import io.holdpoint.platform.LedgerTime;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Import it ({@code @Import(ShiftableTime.class)}) to move the ledger's time in a test. */
@TestConfiguration(proxyBeanMethods = false)
public class ShiftableTime {

  @Bean
  @Primary
  ShiftableLedgerTime shiftableLedgerTime(@Qualifier("databaseTime") LedgerTime real) {
    return new ShiftableLedgerTime(real);
  }
}
