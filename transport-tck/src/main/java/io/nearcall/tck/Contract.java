package io.nearcall.tck;

import io.nearcall.Endpoint;
import java.lang.reflect.Constructor;
import java.net.SocketAddress;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a chapter of the contract knows of the transport that it tests.
 *
 * <p>A transport's test class implements {@link TransportContract} and says where a server can listen; a new feature is
 * a new chapter, an interface that extends this one.
 *
 * <p>A test that takes longer than 10 s fails, as a reply that was lost and found again would go unnoticed otherwise; one
 * that needs longer has a {@link Timeout} of its own.
 */
@ExtendWith({NeedsCondition.class, Census.class, RigResolver.class})
@Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface Contract {
    /** Where a server can listen; another address at each call, with {@link #unique()} in what is left behind. */
    String target();

    /** The transport's name in reports. */
    default String title() {
        return target().replaceFirst(":.*", "");
    }

    /** What the transport can do; everything unless said otherwise. */
    default Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    /** Where a plain socket finds the server at {@code endpoint}; needs {@link Capability#RAW_BYTES}. */
    default SocketAddress address(Endpoint endpoint) {
        throw new UnsupportedOperationException(endpoint + " has no plain address");
    }

    /** A name that no other test of this process or another uses; the census looks for what bears it. */
    static String unique() {
        return Names.PREFIX + Names.NUMBERS.incrementAndGet();
    }

    /** The contract that a test class implements. */
    static Contract of(ExtensionContext context) {
        try {
            Constructor<?> constructor = context.getRequiredTestClass().getDeclaredConstructor();
            constructor.setAccessible(true);
            return (Contract) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    context.getRequiredTestClass() + " needs a constructor without parameters", e);
        }
    }

    /** Where unique names come from. */
    final class Names {
        static final String PREFIX = "tck-" + ProcessHandle.current().pid() + "-";

        private static final AtomicInteger NUMBERS = new AtomicInteger();

        private Names() {}
    }
}
