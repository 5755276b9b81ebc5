package io.tapio.supervision;

/**
 * What a service is doing at one moment.
 *
 * @param queued calls that wait for a worker
 * @param inHands places that are taken in the workers' hands: calls without an answer, and calls that are over but
 *     whose worker's thread has not come past them yet
 * @param workers workers that are up; fewer than asked for while some wait to start again
 * @param restarts workers started in the place of one that died, since the service started
 */
public record Load(int queued, int inHands, int workers, long restarts) {}
