/* A ring of frames whose consumer sleeps on one socket with two threads; see README.md.
 *
 * The producer has one thread, which sleeps while the ring is full. The consumer has a background poller and a caller
 * that is active now and then; who holds the token reads. A word of mem[] is written by one process and gets there
 * through the store buffer of the writing thread (x86-TSO).
 * Must pass as it is and with -DKILL.
 */
#ifndef FRAMES
#define FRAMES 4
#endif
#ifndef CAPACITY
#define CAPACITY 2
#endif
#ifndef TURNS
#define TURNS 2 /* of the caller */
#endif
#ifndef MODULUS
#define MODULUS 250 /* stands for 2^64, which no run comes near */
#endif

/* Words of the producer. */
#define TAIL 0
#define WAITS 1 /* odd: the producer waits for room */
/* Words of the consumer. */
#define HEAD 2
#define SLEEPS 3 /* odd: a thread of the consumer waits for frames */
byte mem[4];

#define CALLER 0
#define BACKGROUND 1
#define PRODUCER 2
chan buffer[3] = [4] of { byte, byte };
#define store(thread, word, value) buffer[thread]!word,value

/* Whether a socket has bytes to read. Ringing a full one changes nothing. */
bool consumerBell, producerBell;

#ifdef KILL
bool consumerDead, producerDead;
#define IF_CONSUMER_LIVES unless { consumerDead }
#define IF_PRODUCER_LIVES unless { producerDead }
#else
#define consumerDead false
#define producerDead false
#define IF_CONSUMER_LIVES
#define IF_PRODUCER_LIVES
#endif
/* The kernel closes the sockets of a dead process when its stores are in memory. */
#define endOfConsumer (consumerDead && len(buffer[CALLER]) + len(buffer[BACKGROUND]) == 0)
#define endOfProducer (producerDead && len(buffer[PRODUCER]) == 0)

/* Private to the producer. */
byte sent;

/* Private to the consumer. The word SLEEPS, its sequence and the count change under one lock. */
#define NOBODY 2
byte token = NOBODY;
bool reading;   /* a caller is active */
byte sleepers;
byte sequence;
byte got;       /* guarded by the token, as is rung */
byte rung;
bool ended;     /* the end of the producer was seen */

/* One sleeper more. */
inline beforeWait(thread) {
#ifdef NO_FENCE_SLEEPER
  atomic {
#else
  atomic {
    empty(buffer[thread]) ->
#endif
    sleepers++;
    if
    :: sleepers == 1 -> sequence = (sequence + 1) % MODULUS
    :: else
    fi;
#ifdef NO_FENCE_SLEEPER
    store(thread, SLEEPS, sequence)
#else
    mem[SLEEPS] = sequence
#endif
  }
}

/* One sleeper less: even when it was the last, else the next odd value. */
inline newValue(thread) {
#ifdef NO_FENCE_VALUE
  atomic {
#else
  atomic {
    empty(buffer[thread]) ->
#endif
    sleepers--;
    if
    :: sleepers == 0 -> sequence = (sequence + 1) % MODULUS
#ifdef SAME_VALUE
    :: else
#else
    :: else -> sequence = (sequence + 2) % MODULUS
#endif
    fi;
#ifdef NO_FENCE_VALUE
    store(thread, SLEEPS, sequence)
#else
    mem[SLEEPS] = sequence
#endif
  }
}

inline drain() { atomic { consumerBell = false; ended = ended || endOfProducer } }

/* With the token held. */
inline afterWait(thread) {
#ifdef VALUE_BEFORE_DRAIN
  newValue(thread); drain(); consume(thread)
#else
#ifdef LOOK_BEFORE_VALUE
  drain(); consume(thread); newValue(thread)
#else
  drain(); newValue(thread); consume(thread)
#endif
#endif
}

inline consume(thread) {
  do
  :: got < mem[TAIL] ->
#ifdef NO_FENCE_HEAD
     atomic { got++; store(thread, HEAD, got) };
#else
     atomic { empty(buffer[thread]) -> got++; mem[HEAD] = got };
#endif
     word = mem[WAITS];
     if
     :: (word & 1) && word != rung -> producerBell = true; rung = word
#ifdef FLAG
     :: !(word & 1) -> rung = 0
#endif
     :: else
     fi;
     word = 0
  :: else -> break
  od
}

/* Giving the token is a release. */
inline give(thread) { atomic { empty(buffer[thread]) -> token = NOBODY } }

active proctype Caller() {
  byte turn, start, word;
  bool late; /* its deadline has passed, or its reply has come by its lane */
  {
  do
  :: turn == TURNS || got == FRAMES || ended -> break
  :: else ->
     atomic { turn++; reading = true; start = got };
     do
     :: atomic { token == NOBODY -> token = CALLER };
        if
        :: got != start || got == FRAMES || ended -> break
        :: else
        fi;
#ifdef DRAIN_WHILE_SPINNING
        drain();
        if
        :: break
        :: true
        fi;
#endif
        beforeWait(CALLER);
        if
#ifndef NO_RECHECK
        :: got < mem[TAIL]
        :: !(got < mem[TAIL]) ->
#else
        :: true ->
#endif
           if
           :: consumerBell || endOfProducer
           :: late = true
           fi
        fi;
#ifdef LEAVE_WITHOUT_LOOK
        drain();
        newValue(CALLER);
        if
        :: late = true
        :: consume(CALLER)
        fi;
#else
        afterWait(CALLER);
#endif
        if
        :: late -> break
        :: else -> give(CALLER)
        fi
     od;
     late = false;
     give(CALLER);
     reading = false
  od
  } IF_CONSUMER_LIVES
}

active proctype Background() {
  byte word;
  {
  do
  :: got == FRAMES -> break
  :: !reading ->
#ifdef TOKEN_TO_SLEEP
     atomic { token == NOBODY -> token = BACKGROUND };
#endif
     beforeWait(BACKGROUND);
#ifdef TOKEN_TO_SLEEP
     give(BACKGROUND);
#endif
     if
#ifndef NO_RECHECK
     :: got < mem[TAIL]
     :: !(got < mem[TAIL]) ->
#else
     :: true ->
#endif
        if
        :: consumerBell || endOfProducer
        :: got == FRAMES -> break
        fi
     fi;
     if
     :: atomic { token == NOBODY -> token = BACKGROUND };
        afterWait(BACKGROUND);
        if
        :: ended -> break
        :: else -> give(BACKGROUND)
        fi
     :: token != NOBODY && reading -> newValue(BACKGROUND) /* it leaves the socket to the caller */
     fi
  od;
  assert(got == mem[TAIL]);
  token = NOBODY
  } IF_CONSUMER_LIVES
}

active proctype Producer() {
  byte word, last, wait;
  {
  do
  :: sent == FRAMES -> break
  :: sent != FRAMES && sent - mem[HEAD] < CAPACITY ->
#ifdef NO_FENCE_PRODUCER
     atomic { sent++; assert(sent - got <= CAPACITY); store(PRODUCER, TAIL, sent) };
#else
     atomic { empty(buffer[PRODUCER]) -> sent++; assert(sent - got <= CAPACITY); mem[TAIL] = sent };
#endif
     word = mem[SLEEPS];
     if
     :: (word & 1) && word != last -> consumerBell = true; last = word
#ifdef FLAG
     :: !(word & 1) -> last = 0
#endif
     :: else
     fi;
     word = 0
  :: sent != FRAMES && !(sent - mem[HEAD] < CAPACITY) ->
#ifdef NO_FENCE_WAIT
     atomic { wait = (wait + 1) % MODULUS; store(PRODUCER, WAITS, wait) };
#else
     atomic { empty(buffer[PRODUCER]) -> wait = (wait + 1) % MODULUS; mem[WAITS] = wait };
#endif
     if
#ifndef NO_RECHECK_ROOM
     :: sent - mem[HEAD] < CAPACITY
     :: !(sent - mem[HEAD] < CAPACITY) ->
#else
     :: true ->
#endif
        if
        :: producerBell
        :: endOfConsumer -> break
        fi
     fi;
     atomic { wait = (wait + 1) % MODULUS; store(PRODUCER, WAITS, wait) };
     producerBell = false
  od
  } IF_PRODUCER_LIVES
}

/* Retires the stores of each thread in their order, whenever it likes. */
active proctype Memory() {
  byte word, value;
end: do
  :: atomic { buffer[CALLER]?word,value -> mem[word] = value; word = 0; value = 0 }
  :: atomic { buffer[BACKGROUND]?word,value -> mem[word] = value; word = 0; value = 0 }
  :: atomic { buffer[PRODUCER]?word,value -> mem[word] = value; word = 0; value = 0 }
  od
}

#ifdef KILL
/* Between any two steps of a process. */
active proctype Killer() {
end: if
  :: consumerDead = true
  :: producerDead = true
  fi
}
#endif
