package io.holdpoint.verdict;

class FreezeCallsOnPostgresTest extends FreezeCallsContract implements OnPostgres {}
