/** The hello world of the README, as it compiles. */
package io.nearcall.samples.hello;
