package io.nearcall.internal;

import io.nearcall.Delivery;
import io.nearcall.Health;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Flow;

/** What a server says of its health. */
public final class ServerHealth implements Health {
    private final Map<String, ServingStatus> statuses = new HashMap<>(); // guarded by this
    private final Set<Watcher> watchers = new HashSet<>(); // guarded by this
    private boolean ended; // guarded by this

    /** Says SERVING for each of {@code services}, and for the server. */
    public ServerHealth(Collection<String> services) {
        services.forEach(name -> statuses.put(name, ServingStatus.SERVING));
        statuses.put("", ServingStatus.SERVING);
    }

    /** Says {@code status} from now on; without effect once the server ends. */
    public void set(String service, ServingStatus status) {
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(status, "status");
        synchronized (this) {
            if (ended) {
                return;
            }
            statuses.put(service, status);
        }
        tellWatchers();
    }

    /** Says NOT_SERVING of everything, and ends every watch: a server that drains waits for nobody who only looks. */
    public void end() {
        synchronized (this) {
            ended = true;
            statuses.replaceAll((name, status) -> ServingStatus.NOT_SERVING);
        }
        tellWatchers();
    }

    private void tellWatchers() {
        List<Watcher> all;
        synchronized (this) {
            all = List.copyOf(watchers);
        }
        all.forEach(Watcher::tell);
    }

    @Override
    public synchronized ServingStatus check(String service) {
        ServingStatus status = statuses.get(service);
        if (status == null) {
            throw new RpcException(
                    StatusCode.NOT_FOUND,
                    "no health of '" + service + "' is known; known are " + statuses.keySet(),
                    Delivery.EXECUTED);
        }
        return status;
    }

    @Override
    public Flow.Publisher<ServingStatus> watch(String service) {
        return subscriber -> {
            Watcher watcher = new Watcher(service, subscriber);
            synchronized (this) {
                watchers.add(watcher);
            }
            subscriber.onSubscribe(watcher);
            watcher.begin();
        };
    }

    /** One subscription. */
    private final class Watcher implements Flow.Subscription {
        private final String service;
        private final Flow.Subscriber<? super ServingStatus> subscriber;
        private long wanted; // guarded by the health, as is the rest
        private ServingStatus told;
        private boolean telling = true; // before onSubscribe has returned nothing may be told

        Watcher(String service, Flow.Subscriber<? super ServingStatus> subscriber) {
            this.service = service;
            this.subscriber = subscriber;
        }

        void begin() {
            synchronized (ServerHealth.this) {
                telling = false;
            }
            tell();
        }

        @Override
        public void request(long n) {
            if (n <= 0) {
                cancel();
                subscriber.onError(new IllegalArgumentException("request(" + n + "): ask for at least one"));
                return;
            }
            synchronized (ServerHealth.this) {
                wanted = wanted + n < 0 ? Long.MAX_VALUE : wanted + n;
            }
            tell();
        }

        @Override
        public void cancel() {
            synchronized (ServerHealth.this) {
                watchers.remove(this);
            }
        }

        /** Says what is new, one thread at a time, then the end. */
        void tell() {
            while (true) {
                ServingStatus next;
                synchronized (ServerHealth.this) {
                    if (telling || !watchers.contains(this)) {
                        return;
                    }
                    next = statuses.getOrDefault(service, ServingStatus.SERVICE_UNKNOWN);
                    if (next == told || wanted == 0) {
                        if (ended) {
                            watchers.remove(this);
                            break;
                        }
                        return;
                    }
                    told = next;
                    wanted--;
                    telling = true;
                }
                subscriber.onNext(next);
                synchronized (ServerHealth.this) {
                    telling = false;
                }
            }
            subscriber.onComplete();
        }
    }
}
