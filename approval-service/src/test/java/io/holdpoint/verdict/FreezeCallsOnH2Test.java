package io.holdpoint.verdict;

class FreezeCallsOnH2Test extends FreezeCallsContract implements OnH2 {}
