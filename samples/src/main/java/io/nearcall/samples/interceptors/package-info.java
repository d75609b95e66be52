/** Interceptors to start from: who calls, what was called, how long it took, and again. */
package io.nearcall.samples.interceptors;
