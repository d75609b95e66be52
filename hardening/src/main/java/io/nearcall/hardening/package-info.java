/**
 * What the transports survive, shown by peers that are killed, crash where it hurts, and lie.
 *
 * <p>The peer is {@code peer.c}, written from {@code docs/wire-format.md} and {@code docs/shm-protocol.md} alone.
 */
package io.nearcall.hardening;
