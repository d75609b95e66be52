/** Call-backs: services that travel as arguments and results, and are called from the other side. */
package io.nearcall.samples.callbacks;
