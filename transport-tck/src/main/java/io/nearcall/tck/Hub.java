package io.nearcall.tck;

import io.nearcall.OneWay;
import io.nearcall.RemoteService;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Passes remote objects around. */
@RemoteService
public interface Hub {
    /** An object of the client's, or of the server's. */
    @RemoteService
    interface Ear {
        String hear(String text);
    }

    /** Two of them call each other. */
    @RemoteService
    interface Ladder {
        int climb(Ladder other, int rungs);
    }

    /** An object that its holder closes. */
    @RemoteService
    interface Ticket extends AutoCloseable {
        int number();

        @Override
        void close();

        @OneWay
        void punch();
    }

    /** What the ear says to that. */
    String tell(Ear ear, String text);

    /** Keeps it. */
    void keep(Ear ear);

    /** The same, later. */
    CompletableFuture<Void> keepLater(Ear ear);

    /** The same, without a word. */
    @OneWay
    void leave(Ear ear);

    /** What the ear says to numbers, without end. */
    Stream<String> hearings(Ear ear);

    /** The one that was kept. */
    Ear kept();

    Ticket ticket(int number);

    CompletableFuture<Ticket> ticketLater(int number);

    /** Tickets without end. */
    Stream<Ticket> tickets();

    /** What the first ear says; the others are not looked at. */
    String tellFirst(Stream<Ear> ears);

    /** How many there are. */
    int count(List<Ear> ears);

    Ladder ladder();
}
