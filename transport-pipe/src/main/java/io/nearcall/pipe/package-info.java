/** Typed calls to a supervised child process, and the pipes and FIFOs that carry them. */
package io.nearcall.pipe;
