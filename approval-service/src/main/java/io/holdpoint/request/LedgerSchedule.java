package io.holdpoint.request;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Switches on what runs by itself: the expiry sweep and the poll for changes. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class LedgerSchedule {}
