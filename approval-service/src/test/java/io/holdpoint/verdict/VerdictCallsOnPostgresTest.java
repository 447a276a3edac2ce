package io.holdpoint.verdict;

class VerdictCallsOnPostgresTest extends VerdictCallsContract implements OnPostgres {}
