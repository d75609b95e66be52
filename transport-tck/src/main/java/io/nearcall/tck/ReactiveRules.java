package io.nearcall.tck;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.nearcall.tck.Feed.Item;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.SkipException;
import org.testng.annotations.Test;

/** The rules of Reactive Streams for publishers; runs what its test kit marks for TestNG. */
final class ReactiveRules extends FlowPublisherVerification<Item> {
    private static final int SIGNAL_MILLIS = 2_000;
    private static final int SILENCE_MILLIS = 30;

    private final LongFunction<Flow.Publisher<Item>> publisher;
    private final Flow.Publisher<Item> failed;

    private ReactiveRules(LongFunction<Flow.Publisher<Item>> publisher, Flow.Publisher<Item> failed) {
        super(new TestEnvironment(SIGNAL_MILLIS, SILENCE_MILLIS));
        this.publisher = publisher;
        this.failed = failed;
    }

    @Override
    public Flow.Publisher<Item> createFlowPublisher(long elements) {
        return publisher.apply(elements);
    }

    @Override
    public Flow.Publisher<Item> createFailedFlowPublisher() {
        return failed;
    }

    /** The kit's own asks for one garbage collection, and gives it 100 ms beside whatever else the machine is at. */
    @Override
    public void required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber() {
        WeakReference<?> subscriber = cancelled(createFlowPublisher(3));
        Outcomes.awaitState(
                () -> {
                    System.gc();
                    return subscriber.refersTo(null);
                },
                "the publisher's letting go of a subscriber that has cancelled");
    }

    /** The kit's own three look only after all of the time that a signal may take. */
    @Override
    public void required_spec309_requestZeroMustSignalIllegalArgumentException() {
        checkRefused(0);
    }

    @Override
    public void required_spec309_requestNegativeNumberMustSignalIllegalArgumentException() {
        checkRefused(-1);
    }

    @Override
    public void optional_spec309_requestNegativeNumberMaySignalIllegalArgumentExceptionWithSpecificMessage() {
        checkRefused(Long.MIN_VALUE);
    }

    private void checkRefused(long demand) {
        Taker taker = new Taker(0);
        createFlowPublisher(10).subscribe(taker);
        Outcomes.awaitState(() -> taker.subscription() != null, "the subscription");
        taker.subscription().request(demand);
        Throwable refusal = Outcomes.reply(taker.end().handle((sum, failure) -> failure));
        assertInstanceOf(IllegalArgumentException.class, refusal);
        Outcomes.checkNames(refusal.getMessage(), "3.9");
    }

    /** One that took an element and cancelled, and is held by nobody here. */
    private static WeakReference<?> cancelled(Flow.Publisher<Item> publisher) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Flow.Subscriber<Item> subscriber = new Flow.Subscriber<>() {
            private Flow.Subscription subscription;

            @Override
            public void onSubscribe(Flow.Subscription made) {
                subscription = made;
                made.request(1);
            }

            @Override
            public void onNext(Item item) {
                subscription.cancel();
                done.complete(null);
            }

            @Override
            public void onError(Throwable failure) {
                done.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                done.complete(null);
            }
        };
        publisher.subscribe(subscriber);
        done.orTimeout(SIGNAL_MILLIS, TimeUnit.MILLISECONDS).join();
        return new WeakReference<>(subscriber);
    }

    /**
     * The rules that are broken, with the reason; those that cannot be tested and {@code except} are left out.
     *
     * <p>They are tried all at once, as they wait most of the time to see that nothing comes.
     *
     * @param publisher makes one of so many elements; for any thread
     * @param failed ends with an error at once; null if there is none
     */
    static List<String> broken(
            LongFunction<Flow.Publisher<Item>> publisher, Flow.Publisher<Item> failed, String except) {
        List<Method> rules = Stream.of(PublisherVerification.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .filter(method -> !method.getName().startsWith("untested"))
                .filter(method -> except.isEmpty() || !method.getName().contains(except))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
        List<CompletableFuture<Optional<String>>> trials = rules.stream()
                .map(rule -> CompletableFuture.supplyAsync(
                        () -> new ReactiveRules(publisher, failed).check(rule), Outcomes.THREAD))
                .toList();
        return trials.stream()
                .map(CompletableFuture::join)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> check(Method rule) {
        Throwable thrown = thrownBy(rule);
        boolean cannotBeTested = thrown instanceof SkipException && (failed == null || isOptional(rule));
        return thrown == null || cannotBeTested ? Optional.empty() : Optional.of(rule.getName() + ": " + thrown);
    }

    private static boolean isOptional(Method rule) {
        return rule.getName().startsWith("optional");
    }

    private Throwable thrownBy(Method rule) {
        try {
            setUp();
            rule.invoke(this);
            return null;
        } catch (InvocationTargetException e) {
            return e.getCause();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
