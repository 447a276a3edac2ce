package io.holdpoint.verdict;

class RedemptionOnPostgresTest extends RedemptionContract implements OnPostgres {}
