package cases.exceptions;

import io.nearcall.RemoteService;
import io.nearcall.RpcException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Every kind of exception that is declared. */
@RemoteService
public interface Till {
    int pay(int cents) throws NotEnough, Closed, IllegalStateException;

    /** The order is not that of the classes. */
    void open(String key) throws IOException, Refused, Locked, RpcException, InterruptedException;

    CompletableFuture<String> payLater(int cents, int e, int thrown) throws NotEnough;

    CompletableFuture<Void> closeLater() throws Stuck;

    String declared(String thrown) throws Stuck;
}
