/** What an application's own tests import. */
package io.nearcall.testing;
