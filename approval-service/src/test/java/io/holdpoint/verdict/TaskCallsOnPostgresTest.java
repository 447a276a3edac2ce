package io.holdpoint.verdict;

class TaskCallsOnPostgresTest extends TaskCallsContract implements OnPostgres {}
