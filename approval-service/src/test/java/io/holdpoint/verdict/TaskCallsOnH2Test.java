package io.holdpoint.verdict;

class TaskCallsOnH2Test extends TaskCallsContract implements OnH2 {}
