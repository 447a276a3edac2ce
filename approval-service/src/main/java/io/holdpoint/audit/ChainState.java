package io.holdpoint.audit;

/**
 * The end of the chain.
 *
 * @param chain its random id
 * @param place of the last record, 0 while there is none
 * @param high the highest number of a row that was sealed
 * @param prunedPlace up to which it was deleted, 0 where nothing was
 * @param prunedHash the hash of that record
 */
record ChainState(
    String chain, long place, String hash, long high, long prunedPlace, String prunedHash) {}
