package io.holdpoint.verdict;

class VerdictCallsOnH2Test extends VerdictCallsContract implements OnH2 {}
