#!/usr/bin/env python3
"""Greets people: a child process of RpcProcess in Python, with nothing but its standard library.

docs/wire-format.md says what the bytes mean. This speaks as much of it as blocking calls with small messages need.
"""
import os
import struct
import sys

HELLO, REQUEST, REPLY, PING, PONG, GOAWAY = 1, 2, 4, 7, 8, 9
HEADERS, ONE_WAY = 1, 4
UNIMPLEMENTED = 12
FRAME = struct.Struct("<IBBHQ")  # body length, type, flags, method number, call id


def varint(number):
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def number(field, value):
    return varint(field << 3) + varint(value)


def text(field, value):
    data = value.encode()
    return varint(field << 3 | 2) + varint(len(data)) + data


def message(data):
    """The fields of a protobuf message: numbers as int, all else as bytes; of repeated ones the last."""
    fields, at = {}, 0

    def read():
        nonlocal at
        result = shift = 0
        while True:
            byte = data[at]
            at += 1
            result |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return result

    while at < len(data):
        tag = read()
        kind = tag & 7
        if kind == 0:
            fields[tag >> 3] = read()
        else:
            length = {1: 8, 5: 4}.get(kind) or read()
            fields[tag >> 3] = data[at : at + length]
            at += length
    return fields


class Parent:
    """The process that started this one, by the pipes that were stdin and stdout."""

    def __init__(self):
        token = os.environ.get("NEARCALL_CHILD")
        if token is None:
            sys.exit("greeter.py is started by RpcProcess; it does nothing by itself")
        self.source = os.fdopen(os.dup(0), "rb")
        self.sink = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)  # whatever prints to stdout from here on lands on stderr
        hello = number(1, 1) + number(3, 4 << 20) + number(4, 1024) + number(5, 4 << 20) + text(6, "greeter.py")
        self.sink.write(b"NEARCALL")
        self.send(HELLO, 0, 0, hello + number(7, 64 << 10) + text(8, token))
        if self.source.read(8) != b"NEARCALL":
            sys.exit("the parent does not speak Nearcall")

    def send(self, kind, flags, call, body):
        self.sink.write(FRAME.pack(len(body), kind, flags, 0, call) + body)
        self.sink.flush()

    def frames(self):
        while len(header := self.source.read(FRAME.size)) == FRAME.size:
            length, kind, flags, method, call = FRAME.unpack(header)
            yield kind, flags, method, call, self.source.read(length)

    def fail(self, call, code, words):
        header = number(5, code) + text(6, words)
        self.send(REPLY, HEADERS, call, struct.pack("<H", len(header)) + header)


def greet(person):
    fields = message(person)
    return text(1, "Hello, " + fields.get(1, b"").decode() + "!")


METHODS = {"io.nearcall.samples.hello.greeter.Greeter/Greet": greet}


def main():
    parent = Parent()
    names = {}  # of methods, by the numbers that the parent gives them
    for kind, flags, method, call, body in parent.frames():
        if kind == PING:
            parent.send(PONG, 0, 0, b"")
        elif kind == GOAWAY:
            return
        elif kind == REQUEST:
            if flags & HEADERS:
                (length,) = struct.unpack_from("<H", body)
                header, body = message(body[2 : 2 + length]), body[2 + length :]
                if 1 in header:
                    names[method] = header[1].decode()
            answer = METHODS.get(names.get(method))
            if flags & ONE_WAY:
                continue
            if answer is None:
                parent.fail(call, UNIMPLEMENTED, f"greeter.py has no method {names.get(method)}")
            else:
                parent.send(REPLY, 0, call, answer(body))


main()
