package io.holdpoint.verdict;

class RedemptionOnH2Test extends RedemptionContract implements OnH2 {}
