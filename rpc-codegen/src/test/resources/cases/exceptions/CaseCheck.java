package cases.exceptions;

import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.codegen.Check;
import io.nearcall.codegen.Loopback;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

public final class CaseCheck implements Check {
    private Exception next;

    private <T> T thrown(T otherwise) throws Exception {
        if (next != null) {
            throw next;
        }
        return otherwise;
    }

    /** Throws it as if it was declared. */
    @SuppressWarnings("unchecked")
    private static <E extends Exception> RuntimeException sneaky(Exception e) throws E {
        throw (E) e;
    }

    private <T> T sneakily(T otherwise) {
        try {
            return thrown(otherwise);
        } catch (Exception e) {
            throw CaseCheck.<RuntimeException>sneaky(e);
        }
    }

    @Override
    public void run() throws Exception {
        Till till = Loopback.to(TillBinding.INSTANCE, new Till() {
            @Override
            public int pay(int cents) {
                return sneakily(cents);
            }

            @Override
            public void open(String key) {
                sneakily(key);
            }

            @Override
            public CompletableFuture<String> payLater(int cents, int e, int thrown) {
                return next == null
                        ? CompletableFuture.completedFuture("" + cents + e + thrown)
                        : CompletableFuture.failedFuture(next);
            }

            @Override
            public CompletableFuture<Void> closeLater() {
                return CompletableFuture.failedFuture(next);
            }

            @Override
            public String declared(String thrown) {
                return sneakily(thrown);
            }
        }).stub();
        Check.same(5, till.pay(5));
        Check.same("123", till.payLater(1, 2, 3).get());
        Check.same("x", till.declared("x"));

        next = new NotEnough(7, List.of(new NotEnough.Coin(2), new NotEnough.Coin(1)), true, new Error("cause"));
        NotEnough notEnough = failure(NotEnough.class, () -> till.pay(1));
        Check.same(7, notEnough.missing());
        Check.same(List.of(new NotEnough.Coin(2), new NotEnough.Coin(1)), notEnough.getTaken());
        Check.same(true, notEnough.isLast());
        Check.same("7 cents are missing", notEnough.getMessage());
        Check.same(StatusCode.UNKNOWN, ((RpcException) notEnough.getCause()).code());
        Check.same(7, failure(NotEnough.class, () -> till.payLater(1, 2, 3).get()).missing());

        next = new Closed();
        failure(Closed.class, () -> till.pay(1));
        next = new Closed() {};
        failure(Closed.class, () -> till.pay(1));
        next = new IllegalStateException("as it is");
        Check.same("as it is", failure(IllegalStateException.class, () -> till.pay(1)).getMessage());

        next = new FileNotFoundException("no such drawer");
        Check.same("no such drawer", failure(IOException.class, () -> open(till)).getMessage());
        next = new IOException();
        Check.same(null, failure(IOException.class, () -> open(till)).getMessage());
        next = new Refused("late");
        Refused refused = failure(Refused.class, () -> open(till));
        Check.same("late", refused.reason());
        Check.same(StatusCode.PERMISSION_DENIED, refused.code());
        next = new Locked("often", 3);
        Check.same(3, failure(Locked.class, () -> open(till)).tries());

        next = new Stuck(new StringBuilder("half way"));
        Check.same("half way", failure(Stuck.class, () -> till.declared("x")).where());
        Check.same("half way", failure(Stuck.class, () -> till.closeLater().get()).where());

        next = new IllegalArgumentException("not declared");
        failure(IllegalArgumentException.class, () -> till.pay(1));
        next = new InterruptedException();
        Check.same(StatusCode.CANCELLED, failure(RpcException.class, () -> open(till)).code());
        next = new RpcException(StatusCode.NOT_FOUND, "no drawer");
        Check.same(StatusCode.NOT_FOUND, failure(RpcException.class, () -> open(till)).code());
    }

    private static Void open(Till till) throws Exception {
        till.open("key");
        return null;
    }

    private static <E extends Exception> E failure(Class<E> type, Callable<?> call) throws Exception {
        try {
            throw new AssertionError("it returned " + call.call());
        } catch (Exception e) {
            Throwable failure = e instanceof ExecutionException ? e.getCause() : e;
            boolean exact = failure.getClass() == type;
            if (exact) {
                return type.cast(failure);
            }
            throw new AssertionError("expected " + type.getSimpleName() + ", got " + failure, failure);
        }
    }
}
