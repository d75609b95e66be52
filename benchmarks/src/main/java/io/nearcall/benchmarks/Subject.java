package io.nearcall.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** One thing that is measured: how to serve it in one process and how to reach it from another. */
public interface Subject {
    /** What it is, its version and its settings, in a few words. */
    String description();

    /** What it does while it waits. */
    Wait waits();

    /** What its JVMs need besides the flags of all. */
    default List<String> jvmFlags() {
        return List.of();
    }

    /**
     * Starts serving; the process ends by exiting, so nothing is closed.
     *
     * @param directory private to this run, for sockets and mapped files
     * @return the address for {@link #connect}, one word
     */
    String serve(Path directory) throws Exception;

    /** Connects to what {@link #serve} returned in another process. */
    Client connect(String address) throws Exception;

    /** The caller's side of a subject: a target for each kind of workload it supports. */
    interface Client {
        /** A blocking round trip of {@link Payload#TEXT}, or as many bytes. */
        BlockingTarget blocking() throws Exception;

        /** The same round trip, completed later. */
        default AsyncTarget async() throws Exception {
            throw new UnsupportedOperationException("no asynchronous calls");
        }

        /** A blocking call with primitive arguments and result. */
        default BlockingTarget primitive() throws Exception {
            throw new UnsupportedOperationException("no primitive calls");
        }

        /** A blocking call that hands over an array of {@code size} bytes, and is told by its length that it came. */
        default BlockingTarget large(int size) throws Exception {
            throw new UnsupportedOperationException("no large calls");
        }

        /** A blocking round trip of a small record. */
        default BlockingTarget record() throws Exception {
            throw new UnsupportedOperationException("no records");
        }

        /** A blocking round trip of a record of 20 fields. */
        default BlockingTarget order() throws Exception {
            throw new UnsupportedOperationException("no records");
        }

        /** A call without a reply. */
        default BlockingTarget oneWay() throws Exception {
            throw new UnsupportedOperationException("no one-way calls");
        }

        /** A blocking round trip whose handler calls the caller back before it replies. */
        default BlockingTarget callBack() throws Exception {
            throw new UnsupportedOperationException("no call-backs");
        }

        /** A record of 20 fields to bytes and back. */
        default BlockingTarget marshalling() throws Exception {
            throw new UnsupportedOperationException("no marshalling");
        }

        /** The next element, a text of 100 bytes, of an endless stream. */
        default BlockingTarget elements() throws Exception {
            throw new UnsupportedOperationException("no streams");
        }

        /** Calls whose handlers block, and calls that tell when their handler started. */
        default BlockableTarget blockable() throws Exception {
            throw new UnsupportedOperationException("no handlers that block");
        }
    }
}
