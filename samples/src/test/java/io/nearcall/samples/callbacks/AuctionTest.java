package io.nearcall.samples.callbacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class AuctionTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"shm:", "uds:"})
    void theHighestBidderHearsOfAHigherBid(String scheme) throws Exception {
        BlockingQueue<Long> heard = new LinkedBlockingQueue<>();
        try (RpcServer server =
                        RpcServer.serve(scheme + directory.resolve("auction"), Auction.class, new AuctionHouse());
                RpcClient ann = RpcClient.connect(server.endpoints().get(0).toString());
                RpcClient bob = RpcClient.connect(server.endpoints().get(0).toString());
                Auction.Seat first = ann.service(Auction.class).join(heard::add);
                Auction.Seat second = bob.service(Auction.class).join(cents -> {})) {
            assertTrue(first.bid(100));
            assertFalse(second.bid(100));
            assertTrue(second.bid(250));
            assertEquals(250, heard.poll(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void whoHasLeftBidsNoMore() {
        try (RpcServer server =
                        RpcServer.serve("uds:" + directory.resolve("auction"), Auction.class, new AuctionHouse());
                RpcClient ann = RpcClient.connect(server.endpoints().get(0).toString())) {
            Auction.Seat seat = ann.service(Auction.class).join(cents -> {});
            seat.close();
            RpcException closed = assertThrows(RpcException.class, () -> seat.bid(1));
            assertEquals(StatusCode.FAILED_PRECONDITION, closed.code());
        }
    }
}
