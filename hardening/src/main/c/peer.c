/*
 * A client in C, written from docs/wire-format.md and docs/shm-protocol.md alone.
 *
 *   peer SOCKET call WAY SECONDS PEER         calls the oracle, one call after the other, and checks each reply;
 *                                             says "ready" after the first one, and at the end how many there were
 *   peer SOCKET crash WAY STEP SIGNAL PEER    sends itself SIGNAL (9 or 19) at that step of set-up and calls; says how many
 *                                             steps there are if it gets through
 *   peer SOCKET scribble SECONDS SEED         joins, then writes random words anywhere into its segment; again when found out
 *   peer SOCKET fuzz SECONDS SEED             sends conversations with bytes changed, lost, doubled
 *
 * WAY is frames (on the socket), lanes, or ring (frames in shared memory).
 * Exit status: 0 done, 1 something failed, 2 wrong usage, 3 a wrong reply.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define METHOD "nearcall.hardening.Oracle/Answer"

enum { HELLO = 1, REQUEST = 2, REQUEST_MORE = 3, REPLY = 4, REPLY_MORE = 5, PING = 7, PONG = 8, GOAWAY = 9 };
enum { HEADERS = 1, MORE = 2 };
enum { STAY = 1, OFFER = 2, ACCEPT = 3, READY = 4 };
enum { MOST_BODY = 32768, FRAME = 16, LANE = 2176, BODY_AT = 16, LANE_SLEEP_AT = 2168, ROOM = 2144,
    LANES_AT = 4096, IN_FRAMES = 2 };
enum { SLEEP_AT = 256, ROOM_AT = 512, TAIL_AT = 768, HEAD_AT = 1024, USED_AT = 1280 };
enum { LANES = 4, RING = 65536, MOST_PAYLOAD = 200000 };
enum { MOST_MESSAGE = 4194304 };

/* ---- small things */

static void fail(const char *format, ...) {
    va_list rest;
    va_start(rest, format);
    fprintf(stderr, "peer: ");
    vfprintf(stderr, format, rest);
    fprintf(stderr, "\n");
    va_end(rest);
    exit(1);
}

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

/* xorshift64: Marsaglia, "Xorshift RNGs", 2003 */
static uint64_t next(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    return *state ^= *state << 17;
}

static int crash_step, crash_signal, steps;

/* A place where a crash is of interest. */
static void step(void) {
    if (++steps == crash_step) {
        raise(crash_signal);
    }
}

/* ---- protobuf */

typedef struct {
    uint8_t *bytes;
    size_t length, room;
} Out;

static void put(Out *out, const void *bytes, size_t length) {
    if (out->length + length > out->room) {
        out->room = 2 * (out->length + length);
        out->bytes = realloc(out->bytes, out->room);
    }
    if (length > 0) {
        memcpy(out->bytes + out->length, bytes, length);
    }
    out->length += length;
}

static void put_varint(Out *out, uint64_t value) {
    do {
        uint8_t byte = (value & 127) | (value > 127 ? 128 : 0);
        put(out, &byte, 1);
        value >>= 7;
    } while (value > 0);
}

static void put_number(Out *out, int field, uint64_t value) {
    put_varint(out, field << 3);
    put_varint(out, value);
}

static void put_bytes(Out *out, int field, const void *bytes, size_t length) {
    put_varint(out, field << 3 | 2);
    put_varint(out, length);
    put(out, bytes, length);
}

typedef struct {
    const uint8_t *at, *end;
    int field;
    uint64_t number;      /* of a varint */
    const uint8_t *bytes; /* of a field with a length */
    size_t length;
} In;

static uint64_t varint(In *in) {
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        if (in->at == in->end) {
            fail("a message ends inside of a number");
        }
        uint8_t byte = *in->at++;
        value |= (uint64_t) (byte & 127) << shift;
        if (byte < 128) {
            return value;
        }
    }
    fail("a number of more than 64 bits");
    return 0;
}

static int next_field(In *in) {
    if (in->at == in->end) {
        return 0;
    }
    uint64_t tag = varint(in);
    size_t fixed = (tag & 7) == 1 ? 8 : (tag & 7) == 5 ? 4 : 0;
    in->field = tag >> 3;
    if ((tag & 7) == 0) {
        in->number = varint(in);
    } else if ((tag & 7) == 2 || fixed > 0) {
        in->length = fixed > 0 ? fixed : varint(in);
        if (in->length > (size_t) (in->end - in->at)) {
            fail("a field ends behind its message");
        }
        in->bytes = in->at;
        in->at += in->length;
    } else {
        fail("wire type %d", (int) (tag & 7));
    }
    return 1;
}

/* ---- the oracle: the reply is a function of the request */

static uint8_t payload[MOST_PAYLOAD];

static void fill(uint8_t *bytes, size_t length, uint64_t nonce) {
    uint64_t state = nonce ^ 0x9e3779b97f4a7c15;
    for (size_t i = 0; i < length; i++) {
        if (i % 8 == 0) {
            next(&state);
        }
        bytes[i] = state >> (i % 8 * 8);
    }
}

static void put_request(Out *out, uint64_t nonce, size_t length) {
    fill(payload, length, nonce);
    out->length = 0;
    put_number(out, 1, nonce);
    put_bytes(out, 2, payload, length);
}

static void check_reply(const uint8_t *bytes, size_t length, uint64_t nonce, size_t asked) {
    In in = {.at = bytes, .end = bytes + length};
    uint64_t replied = 0;
    size_t got = 0;
    int same = 1;
    fill(payload, asked, ~nonce);
    while (next_field(&in)) {
        if (in.field == 1) {
            replied = in.number;
        } else if (in.field == 2) {
            got = in.length;
            same = got == asked && memcmp(in.bytes, payload, got) == 0;
        }
    }
    if (replied != nonce || got != asked || !same) {
        fprintf(stderr, "peer: WRONG REPLY to %llx of %zu bytes: %llx, %zu bytes, %s\n", (unsigned long long) nonce, asked,
                (unsigned long long) replied, got, same ? "the same" : "not the same");
        exit(3);
    }
}

/* ---- the socket */

static int sock = -1;

static int connect_to(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        fail("%s is too long for a socket", path);
    }
    strcpy(address.sun_path, path);
    struct timeval patience = {10, 0};
    sock = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(sock, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    return connect(sock, (struct sockaddr *) &address, sizeof address);
}

/* Whether all of it was written. */
static int write_fully(const void *bytes, size_t length) {
    const uint8_t *at = bytes;
    while (length > 0) {
        ssize_t n = send(sock, at, length, MSG_NOSIGNAL);
        if (n <= 0) {
            return 0;
        }
        at += n;
        length -= n;
    }
    return 1;
}

static int read_fully(void *bytes, size_t length) {
    uint8_t *at = bytes;
    while (length > 0) {
        ssize_t n = recv(sock, at, length, 0);
        if (n <= 0) {
            return 0;
        }
        at += n;
        length -= n;
    }
    return 1;
}

static void put_frame(Out *out, int type, int flags, int method, uint64_t call, const void *body, uint32_t length) {
    uint8_t head[FRAME];
    uint16_t number = method;
    memcpy(head, &length, 4);
    head[4] = type;
    head[5] = flags;
    memcpy(head + 6, &number, 2);
    memcpy(head + 8, &call, 8);
    put(out, head, FRAME);
    put(out, body, length);
}

static void put_hello(Out *out, int features) {
    Out hello = {0};
    put_number(&hello, 1, 1);
    put_number(&hello, 2, features);
    put_number(&hello, 3, MOST_MESSAGE);
    put_number(&hello, 4, 16);
    put_number(&hello, 5, 65536);
    put_bytes(&hello, 6, "peer.c", 6);
    put_number(&hello, 7, 65536);
    put(out, "NEARCALL", 8);
    put_frame(out, HELLO, 0, 0, 0, hello.bytes, hello.length);
    free(hello.bytes);
}

/* Features that both sides have, -1 if the connection ended. */
static int shake_hands(const char *path, int features) {
    uint8_t head[8 + FRAME], body[4096];
    uint32_t length;
    Out out = {0};
    int theirs = 0;
    step();
    if (connect_to(path) != 0) {
        return -1;
    }
    step();
    put_hello(&out, features);
    int sent = write_fully(out.bytes, 8);
    step();
    sent = sent && write_fully(out.bytes + 8, out.length - 8);
    free(out.bytes);
    step();
    if (!sent || !read_fully(head, sizeof head)) {
        return -1;
    }
    memcpy(&length, head + 8, 4);
    if (memcmp(head, "NEARCALL", 8) != 0 || head[12] != HELLO || length > sizeof body) {
        fail("no HELLO");
    }
    if (!read_fully(body, length)) {
        return -1;
    }
    In in = {.at = body, .end = body + length};
    while (next_field(&in)) {
        if (in.field == 1 && in.number != 1) {
            fail("the server speaks version %d", (int) in.number);
        }
        theirs = in.field == 2 ? (int) in.number : theirs;
    }
    return theirs & features;
}

/* ---- shared memory: set-up */

typedef struct {
    uint8_t *memory;
    size_t size;
    uint64_t nonce;
    int lanes, ring;
    size_t ring_at;
} Segment;

static Segment mine, peers;
static uint64_t mine_tail, peers_head, rung, room_rung, lane_sleep, sequence_of_lane;

static void lay_out(Segment *segment, int lanes, int ring, uint64_t nonce) {
    segment->lanes = lanes;
    segment->ring = ring;
    segment->nonce = nonce;
    segment->ring_at = (LANES_AT + (size_t) lanes * LANE + 4095) / 4096 * 4096;
    segment->size = segment->ring_at + ring;
}

static _Atomic uint64_t *word(const Segment *segment, size_t at) {
    return (_Atomic uint64_t *) (segment->memory + at);
}

static void release(size_t at, uint64_t value) {
    atomic_store_explicit(word(&mine, at), value, memory_order_release);
}

static uint64_t acquire(size_t at) {
    return atomic_load_explicit(word(&peers, at), memory_order_acquire);
}

static int send_setup(const Out *message) {
    uint32_t length = message->length;
    return write_fully(&length, 4) && write_fully(message->bytes, length);
}

typedef struct {
    int step, lanes, ring, place;
    char name[64], reason[200];
    uint64_t nonce;
} Setup;

static int receive_setup(Setup *setup) {
    uint8_t body[4096];
    uint32_t length;
    memset(setup, 0, sizeof *setup);
    if (!read_fully(&length, 4)) {
        return 0;
    }
    if (length > sizeof body) {
        fail("a set-up message of %u bytes", length);
    }
    if (!read_fully(body, length)) {
        return 0;
    }
    In in = {.at = body, .end = body + length};
    while (next_field(&in)) {
        switch (in.field) {
        case 1: setup->step = in.number; break;
        case 4: snprintf(setup->name, sizeof setup->name, "%.*s", (int) in.length, (const char *) in.bytes); break;
        case 5: setup->nonce = in.number; break;
        case 6: setup->lanes = in.number; break;
        case 7: setup->ring = in.number; break;
        case 9: setup->place = in.number; break;
        case 10: snprintf(setup->reason, sizeof setup->reason, "%.*s", (int) in.length, (const char *) in.bytes); break;
        }
    }
    return 1;
}

static void put_place(Out *out, const char *directory) {
    struct stat status;
    Out place = {0};
    if (stat(directory, &status) != 0) {
        fail("%s: %s", directory, strerror(errno));
    }
    put_number(&place, 1, status.st_dev);
    put_number(&place, 2, status.st_ino);
    put_bytes(out, 8, place.bytes, place.length);
    free(place.bytes);
}

static uint64_t random_word(void) {
    static int file = -1;
    uint64_t value;
    if (file < 0) {
        file = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    }
    if (read(file, &value, 8) != 8) {
        fail("no random numbers");
    }
    return value;
}

static void leave(void) {
    if (mine.memory != NULL) {
        munmap(mine.memory, mine.size);
    }
    if (peers.memory != NULL) {
        munmap(peers.memory, peers.size);
    }
    memset(&mine, 0, sizeof mine);
    memset(&peers, 0, sizeof peers);
    close(sock);
    sock = -1;
}

static void make_segment(const char *path) {
    static uint8_t zeros[65536];
    int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0) {
        fail("%s: %s", path, strerror(errno));
    }
    step();
    for (size_t at = 0; at < mine.size; at += sizeof zeros) {
        size_t length = mine.size - at < sizeof zeros ? mine.size - at : sizeof zeros;
        if (write(file, zeros, length) != (ssize_t) length) {
            fail("%s: %s", path, strerror(errno));
        }
    }
    mine.memory = mmap(NULL, mine.size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (mine.memory == MAP_FAILED) {
        fail("%s: %s", path, strerror(errno));
    }
    close(file);
    uint64_t words[] = {1, mine.nonce, mine.size, mine.lanes, mine.ring};
    memcpy(mine.memory, "NRCLSHM1", 8);
    memcpy(mine.memory + 8, words, sizeof words);
    release(USED_AT, 1);
}

static void map_segment(const char *path) {
    struct stat status;
    int file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0 || fstat(file, &status) != 0 || (size_t) status.st_size != peers.size) {
        fail("%s is not as announced", path);
    }
    peers.memory = mmap(NULL, peers.size, PROT_READ, MAP_SHARED, file, 0);
    if (peers.memory == MAP_FAILED) {
        fail("%s: %s", path, strerror(errno));
    }
    close(file);
    if (memcmp(peers.memory, "NRCLSHM1", 8) != 0 || acquire(16) != peers.nonce) {
        fail("%s is none of the server's", path);
    }
}

/* Whether both sides share memory now; 0 if the connection ended. */
static int set_up(const char *path) {
    char directory[200], own[400], its[400], name[64];
    Setup setup;
    Out out = {0};
    snprintf(directory, sizeof directory, "%s", path);
    *strrchr(directory, '/') = 0;
    lay_out(&mine, LANES, RING, random_word());
    snprintf(name, sizeof name, "nearcall-%016llx%016llx", (unsigned long long) random_word(), (unsigned long long) random_word());
    put_number(&out, 1, OFFER);
    put_number(&out, 2, 1);
    put_bytes(&out, 4, name, strlen(name));
    put_number(&out, 5, mine.nonce);
    put_number(&out, 6, LANES);
    put_number(&out, 7, RING);
    put_place(&out, "/dev/shm");
    put_place(&out, directory);
    int good = send_setup(&out);
    step();
    good = good && receive_setup(&setup);
    if (good && setup.step != ACCEPT) {
        fail("step %d instead of ACCEPT: %s", setup.step, setup.reason);
    }
    if (good) {
        const char *place = setup.place == 0 ? "/dev/shm" : directory;
        lay_out(&peers, setup.lanes, setup.ring, setup.nonce);
        snprintf(own, sizeof own, "%s/%s", place, name);
        snprintf(its, sizeof its, "%s/%s", place, setup.name);
        step();
        make_segment(own);
        step();
        out.length = 0;
        put_number(&out, 1, READY);
        good = send_setup(&out);
        step();
        good = good && receive_setup(&setup) && setup.step == READY;
        step();
        if (good) {
            map_segment(its);
            step();
            good = send_setup(&out);
        }
        step();
        unlink(own);
        unlink(its);
        step();
    }
    free(out.bytes);
    mine_tail = peers_head = rung = room_rung = lane_sleep = sequence_of_lane = 0;
    return good;
}

/* ---- shared memory: waiting */

static void ring_bell(size_t at, uint64_t *last) {
    atomic_thread_fence(memory_order_seq_cst);
    uint64_t sleep = acquire(at);
    if ((sleep & 1) != 0 && sleep != *last) {
        *last = sleep;
        send(sock, "", 1, MSG_NOSIGNAL | MSG_DONTWAIT); /* a full socket needs no more */
    }
}

/* Takes doorbells out; whether the peer lives. */
static int drain(void) {
    char bytes[256];
    for (;;) {
        ssize_t n = recv(sock, bytes, sizeof bytes, MSG_DONTWAIT);
        if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) {
            return 0;
        }
        if (n < 0 && errno == EAGAIN) {
            return 1;
        }
    }
}

static int answered(void) {
    return acquire(LANES_AT) == sequence_of_lane;
}

static int has_bytes(void) {
    return acquire(TAIL_AT) != peers_head;
}

/* Spins, then sleeps on the sequence at that offset, until there is something; 0 if the connection ended before. */
static int await(int (*there)(void), size_t sleep_at) {
    int64_t until = now() + 30000;
    while (!there()) {
        if (now() < until) {
            continue;
        }
        lane_sleep = (lane_sleep + 1) | 1;
        release(sleep_at, lane_sleep);
        atomic_thread_fence(memory_order_seq_cst);
        step();
        if (!there()) {
            struct pollfd on = {.fd = sock, .events = POLLIN};
            if (poll(&on, 1, 10000) == 0) {
                fail("no reply within 10 s");
            }
        }
        int alive = drain();
        release(sleep_at, ++lane_sleep);
        atomic_thread_fence(memory_order_seq_cst);
        if (!alive && !there()) {
            return 0;
        }
        until = now() + 30000;
    }
    return 1;
}

/* ---- shared memory: the rings, as a stream of bytes */

static void copy_out(void *to, uint64_t position, size_t length) {
    size_t at = position & (peers.ring - 1);
    size_t first = length < peers.ring - at ? length : peers.ring - at;
    memcpy(to, peers.memory + peers.ring_at + at, first);
    memcpy((uint8_t *) to + first, peers.memory + peers.ring_at, length - first);
}

static void copy_in(uint64_t position, const void *from, size_t length) {
    size_t at = position & (mine.ring - 1);
    size_t first = length < mine.ring - at ? length : mine.ring - at;
    memcpy(mine.memory + mine.ring_at + at, from, first);
    memcpy(mine.memory + mine.ring_at, (const uint8_t *) from + first, length - first);
}

static int has_room(void) {
    return mine_tail - acquire(HEAD_AT) <= (uint64_t) mine.ring / 2;
}

static int ring_write(const uint8_t *bytes, size_t length) {
    while (length > 0) {
        if (!await(has_room, ROOM_AT)) {
            return 0;
        }
        uint32_t part = length < (size_t) mine.ring / 4 ? length : (size_t) mine.ring / 4;
        uint32_t head[] = {part, (uint32_t) (mine_tail ^ mine.nonce)};
        copy_in(mine_tail, head, 8);
        copy_in(mine_tail + 8, bytes, part);
        mine_tail += 8 + (part + 7) / 8 * 8;
        step();
        release(TAIL_AT, mine_tail);
        step();
        ring_bell(SLEEP_AT, &rung);
        step();
        bytes += part;
        length -= part;
    }
    return 1;
}

static uint32_t record_left; /* of the record that is being read */

static int ring_read(void *to, size_t length) {
    uint8_t *at = to;
    while (length > 0) {
        if (record_left == 0) {
            uint32_t head[2];
            peers_head = (peers_head + 7) / 8 * 8;
            release(HEAD_AT, peers_head);
            if (!await(has_bytes, SLEEP_AT)) {
                return 0;
            }
            copy_out(head, peers_head, 8);
            if (head[0] == 0 || head[1] != (uint32_t) (peers_head ^ peers.nonce)) {
                fail("a record of %u bytes with check %x at %llx", head[0], head[1], (unsigned long long) peers_head);
            }
            record_left = head[0];
            peers_head += 8;
        }
        size_t part = length < record_left ? length : record_left;
        copy_out(at, peers_head, part);
        peers_head += part;
        record_left -= part;
        step();
        release(HEAD_AT, record_left == 0 ? (peers_head + 7) / 8 * 8 : peers_head);
        ring_bell(ROOM_AT, &room_rung);
        at += part;
        length -= part;
    }
    return 1;
}

/* ---- calls */

static int in_memory; /* whether frames go through the rings */
static Out header, request, frames, reply;
static uint64_t calls;
static int number_agreed;

static int send_bytes(const void *bytes, size_t length) {
    return in_memory ? ring_write(bytes, length) : write_fully(bytes, length);
}

static int receive_bytes(void *bytes, size_t length) {
    return in_memory ? ring_read(bytes, length) : read_fully(bytes, length);
}

static void put_header(Out *body) {
    uint16_t length;
    header.length = 0;
    put_bytes(&header, 1, METHOD, strlen(METHOD));
    length = header.length;
    put(body, &length, 2);
    put(body, header.bytes, length);
}

static void check_header(const uint8_t *bytes, size_t length) {
    In in = {.at = bytes, .end = bytes + length};
    int code = 0;
    const char *text = "";
    int text_length = 0;
    while (next_field(&in)) {
        if (in.field == 5) {
            code = in.number;
        } else if (in.field == 6) {
            text = (const char *) in.bytes;
            text_length = in.length;
        }
    }
    if (code != 0) {
        fail("the call failed with code %d: %.*s", code, text_length, text);
    }
}

/* Puts the payload of a reply's body behind what there is. */
static void take_body(const uint8_t *body, size_t length, int flags) {
    size_t skip = 0;
    if (flags & HEADERS) {
        uint16_t head;
        if (length < 2) {
            fail("a header without its length");
        }
        memcpy(&head, body, 2);
        skip = 2 + (size_t) head;
        if (skip > length) {
            fail("a header of %d bytes in a body of %zu", head, length);
        }
        check_header(body + 2, head);
    }
    put(&reply, body + skip, length - skip);
}

static int receive_reply(uint64_t call) {
    static uint8_t body[MOST_BODY];
    uint8_t head[FRAME];
    uint32_t length;
    uint64_t id;
    reply.length = 0;
    for (;;) {
        if (!receive_bytes(head, FRAME)) {
            return 0;
        }
        memcpy(&length, head, 4);
        memcpy(&id, head + 8, 8);
        if (length > MOST_BODY) {
            fail("a frame of %u bytes", length);
        }
        if (!receive_bytes(body, length)) {
            return 0;
        }
        if (head[4] == PING) {
            frames.length = 0;
            put_frame(&frames, PONG, 0, 0, 0, NULL, 0);
            if (!send_bytes(frames.bytes, frames.length)) {
                return 0;
            }
        } else if (head[4] == GOAWAY) {
            return 0;
        } else if (head[4] == REPLY || head[4] == REPLY_MORE) {
            if (id != call) {
                fail("a reply to %llx instead of %llx", (unsigned long long) id, (unsigned long long) call);
            }
            take_body(body, length, head[5]);
            if (!(head[5] & MORE)) {
                return 1;
            }
        }
    }
}

static int call_in_frames(uint64_t nonce, size_t length) {
    Out body = {0};
    uint64_t call = ++calls << 16;
    int flags = number_agreed ? 0 : HEADERS;
    put_request(&request, nonce, length);
    if (!number_agreed) {
        put_header(&body);
    }
    put(&body, request.bytes, request.length);
    frames.length = 0;
    for (size_t at = 0; at == 0 || at < body.length; at += MOST_BODY) {
        size_t part = body.length - at < MOST_BODY ? body.length - at : MOST_BODY;
        int more = at + part < body.length ? MORE : 0;
        put_frame(&frames, at == 0 ? REQUEST : REQUEST_MORE, (at == 0 ? flags : 0) | more, at == 0 ? 1 : 0, call,
                body.bytes + at, part);
    }
    free(body.bytes);
    step();
    if (!send_bytes(frames.bytes, frames.length / 2)) {
        return 0;
    }
    step();
    if (!send_bytes(frames.bytes + frames.length / 2, frames.length - frames.length / 2)) {
        return 0;
    }
    step();
    return receive_reply(call);
}

static int call_on_lane(uint64_t nonce, size_t length) {
    uint8_t body[ROOM];
    Out out = {0};
    uint8_t *lane = mine.memory + LANES_AT;
    uint64_t info, trailer;
    put_request(&request, nonce, length);
    if (!number_agreed) {
        put_header(&out);
    }
    put(&out, request.bytes, request.length);
    if (out.length > ROOM) {
        free(out.bytes);
        return call_in_frames(nonce, length);
    }
    step();
    sequence_of_lane++;
    memcpy(lane + BODY_AT, out.bytes, out.length);
    step();
    trailer = sequence_of_lane ^ mine.nonce;
    memcpy(lane + BODY_AT + (out.length + 7) / 8 * 8, &trailer, 8);
    info = out.length | (uint64_t) (number_agreed ? 0 : HEADERS) << 32 | 1ULL << 48;
    memcpy(lane + 8, &info, 8);
    free(out.bytes);
    step();
    release(LANES_AT, sequence_of_lane);
    step();
    ring_bell(SLEEP_AT, &rung);
    step();
    if (!await(answered, LANES_AT + LANE_SLEEP_AT)) {
        return 0;
    }
    step();
    info = acquire(LANES_AT + 8);
    uint32_t size = info;
    if (size > ROOM) {
        fail("a reply of %u bytes on a lane", size);
    }
    memcpy(body, peers.memory + LANES_AT + BODY_AT, size);
    trailer = acquire(LANES_AT + BODY_AT + (size + 7) / 8 * 8);
    if (trailer != (sequence_of_lane ^ peers.nonce)) {
        fail("the trailer of reply %llu is not its own", (unsigned long long) sequence_of_lane);
    }
    reply.length = 0;
    if (info >> 32 & IN_FRAMES) {
        return receive_reply(1ULL << 60 | sequence_of_lane << 8);
    }
    take_body(body, size, info >> 32 & HEADERS);
    return 1;
}

/* ---- what it is asked to do */

typedef enum { FRAMES, LANES_WAY, RING_WAY } Way;

static Way way_of(const char *name) {
    if (strcmp(name, "frames") == 0) {
        return FRAMES;
    }
    if (strcmp(name, "lanes") == 0) {
        return LANES_WAY;
    }
    if (strcmp(name, "ring") == 0) {
        return RING_WAY;
    }
    fail("no way \"%s\": frames, lanes or ring", name);
    return FRAMES;
}

/* Whether it is connected, in the way that is asked for. */
static int join(const char *path, Way way) {
    int features = shake_hands(path, way == FRAMES ? 0 : 1);
    in_memory = 0;
    number_agreed = 0;
    calls = 0;
    record_left = 0;
    if (features < 0) {
        return 0;
    }
    if (way == FRAMES) {
        return 1;
    }
    if (features != 1) {
        fail("the server does not share memory");
    }
    in_memory = 1;
    return set_up(path);
}

static int make_call(Way way, uint64_t nonce, size_t length) {
    int good = way == LANES_WAY ? call_on_lane(nonce, length) : call_in_frames(nonce, length);
    if (good) {
        check_reply(reply.bytes, reply.length, nonce, length);
        number_agreed = 1;
    }
    return good;
}

static size_t some_length(uint64_t *random) {
    uint64_t word = next(random);
    switch (word & 63) {
    case 0: return 8 + (word >> 8) % (MOST_PAYLOAD - 8);
    case 1: case 2: return 2000 + (word >> 8) % 200; /* about what a lane holds */
    default: return 8 + (word >> 8) % 100; /* the oracle does not count what is shorter */
    }
}

static void call_for(const char *path, Way way, double seconds, uint64_t peer) {
    uint64_t nonce = peer << 32, random = peer * 2 + 1;
    int64_t end = now() + (int64_t) (seconds * 1e9);
    if (!join(path, way)) {
        fail("no connection");
    }
    while (now() < end) {
        if (!make_call(way, ++nonce, some_length(&random))) {
            fail("the connection ended after %llu calls", (unsigned long long) (nonce & 0xffffffff));
        }
        if ((nonce & 0xffffffff) == 1) {
            puts("ready");
            fflush(stdout);
        }
    }
    printf("calls %llu\n", (unsigned long long) (nonce & 0xffffffff));
}

static void crash(const char *path, Way way, uint64_t peer) {
    uint64_t nonce = peer << 32;
    size_t lengths[] = {10, 40, 3000, 70000};
    if (!join(path, way)) {
        fail("no connection");
    }
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        if (!make_call(way, ++nonce, lengths[i])) {
            fail("the connection ended");
        }
    }
    printf("steps %d\n", steps);
}

/* A word as an enemy would choose it. */
static uint64_t evil(uint64_t *random, uint64_t old) {
    uint64_t word = next(random);
    switch (word >> 60) {
    case 0: return 0;
    case 1: return ~0ULL;
    case 2: return old ^ 1ULL << (word & 63);
    case 3: return old + 1;
    case 4: return old - 8;
    case 5: return old + 8;
    case 6: return old + (1ULL << 31);
    case 7: return 0x7fffffffffffffffULL;
    case 8: return word >> (word & 63);
    default: return word;
    }
}

static void scribble(const char *path, double seconds, uint64_t seed) {
    static const size_t likely[] = {SLEEP_AT, ROOM_AT, TAIL_AT, HEAD_AT, USED_AT, LANES_AT, LANES_AT + 8,
        LANES_AT + BODY_AT, LANES_AT + LANE_SLEEP_AT, LANES_AT + LANE, LANES_AT + LANE + 8, LANES_AT + LANE + LANE_SLEEP_AT};
    uint64_t random = seed * 2 + 1, words = 0, joined = 0, peer = 1ULL << 30;
    int64_t end = now() + (int64_t) (seconds * 1e9);
    while (now() < end) {
        if (!join(path, LANES_WAY)) {
            leave();
            continue;
        }
        joined++;
        release(USED_AT, LANES);
        for (int i = next(&random) % 3; i > 0; i--) {
            make_call(LANES_WAY, ++peer << 32 | 1, 20);
        }
        int alive = 1;
        for (int burst = 0; alive && now() < end && burst < 20000; burst++) {
            int many = 1 + next(&random) % 200;
            for (int i = 0; i < many; i++) {
                uint64_t where = next(&random);
                size_t at = (where & 3) == 0 ? likely[(where >> 8) % (sizeof likely / sizeof *likely)]
                        : (where & 3) == 1   ? mine.ring_at + (where >> 8) % (mine.ring / 8) * 8
                                             : (where >> 8) % (mine.size / 8) * 8;
                release(at, evil(&random, atomic_load_explicit(word(&mine, at), memory_order_relaxed)));
            }
            words += many;
            send(sock, "", 1, MSG_NOSIGNAL | MSG_DONTWAIT);
            alive = drain();
        }
        leave();
    }
    printf("words %llu joined %llu\n", (unsigned long long) words, (unsigned long long) joined);
}

static void put_call(Out *out, uint64_t call, uint64_t nonce, size_t length) {
    Out body = {0};
    put_request(&request, nonce, length);
    put_header(&body);
    put(&body, request.bytes, request.length);
    put_frame(out, REQUEST, HEADERS, 1, call << 16, body.bytes, body.length);
    free(body.bytes);
}

/* One conversation, one mutation or some. */
static void mutate(Out *out, uint64_t *random) {
    int many = 1 + next(random) % 4;
    for (int i = 0; i < many && out->length > 60; i++) {
        uint64_t word = next(random);
        /* mostly behind the handshake, which is soon through */
        size_t from = (word & 7) == 0 ? 0 : 50;
        size_t at = from + (word >> 16) % (out->length - from);
        switch (word >> 8 & 7) {
        case 0: out->bytes[at] = word >> 48; break;
        case 1: out->bytes[at] ^= 1 << (word >> 48 & 7); break;
        case 2: out->bytes[at] = 255; break;
        case 3: out->bytes[at] = 0; break;
        case 4: out->length = at > 50 ? at : out->length; break;
        case 5: memmove(out->bytes + at, out->bytes + at + 1, out->length - at - 1); out->length--; break;
        case 6: {
            uint8_t copy[64];
            size_t length = out->length - at < sizeof copy ? out->length - at : sizeof copy;
            memcpy(copy, out->bytes + at, length);
            put(out, copy, length);
            break;
        }
        default: memset(out->bytes + at, 128 + (word >> 48 & 127), out->length - at < 10 ? out->length - at : 10);
        }
    }
}

static void fuzz(const char *path, double seconds, uint64_t seed) {
    uint64_t random = seed * 2 + 1, inputs = 0, peer = 1ULL << 31;
    int64_t end = now() + (int64_t) (seconds * 1e9);
    Out out = {0};
    static uint8_t ignored[65536];
    while (now() < end) {
        if (connect_to(path) != 0) {
            fail("no connection");
        }
        out.length = 0;
        put_hello(&out, 0);
        int many = 1 + next(&random) % 20;
        for (int i = 1; i <= many; i++) {
            if (next(&random) % 4 == 0) {
                put_frame(&out, next(&random) % 16, next(&random) % 64, next(&random) % 4, next(&random) % 4 << 16, payload,
                        next(&random) % 40);
            }
            put_call(&out, i, ++peer << 32 | 1, next(&random) % 60);
        }
        mutate(&out, &random);
        inputs += many;
        write_fully(out.bytes, out.length);
        shutdown(sock, SHUT_WR);
        int64_t patience = now() + 5000000000LL;
        for (;;) {
            struct pollfd on = {.fd = sock, .events = POLLIN};
            if (poll(&on, 1, 5000) == 0 || now() > patience) {
                fail("the server keeps a connection whose end it was told");
            }
            if (recv(sock, ignored, sizeof ignored, 0) <= 0) {
                break;
            }
        }
        close(sock);
    }
    free(out.bytes);
    printf("inputs %llu\n", (unsigned long long) inputs);
}

int main(int count, char **arguments) {
    const char *what = count > 2 ? arguments[2] : "";
    if (count == 6 && strcmp(what, "call") == 0) {
        call_for(arguments[1], way_of(arguments[3]), atof(arguments[4]), strtoull(arguments[5], NULL, 10));
    } else if (count == 7 && strcmp(what, "crash") == 0) {
        crash_step = atoi(arguments[4]);
        crash_signal = atoi(arguments[5]);
        crash(arguments[1], way_of(arguments[3]), strtoull(arguments[6], NULL, 10));
    } else if (count == 5 && strcmp(what, "scribble") == 0) {
        scribble(arguments[1], atof(arguments[3]), strtoull(arguments[4], NULL, 10));
    } else if (count == 5 && strcmp(what, "fuzz") == 0) {
        fuzz(arguments[1], atof(arguments[3]), strtoull(arguments[4], NULL, 10));
    } else {
        fprintf(stderr, "usage: peer SOCKET call WAY SECONDS PEER | crash WAY STEP SIGNAL PEER | scribble SECONDS SEED | "
                        "fuzz SECONDS SEED\n");
        return 2;
    }
    return 0;
}
