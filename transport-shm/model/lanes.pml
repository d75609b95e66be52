/* Unary calls of two callers in one process, each through its lane, over one doorbell socket; see README.md.
 *
 * The client has the callers 0 and 1 and a background poller, the server has one poller that answers both lanes. A
 * word of mem[] is written by one process and gets there through the store buffer of the writing thread (x86-TSO).
 * Must pass as it is and with -DKILL, -DCALLERS_SPIN, -DSERVER_SPINS, -DVIRTUAL, -DLATE, -DSTRAY, -DREGISTER_FIRST.
 */
#ifndef CALLS0
#define CALLS0 1
#endif
#ifndef CALLS1
#define CALLS1 1
#endif
#ifndef MODULUS
#define MODULUS 250 /* stands for 2^64, which no run comes near */
#endif

/* Words of the client, one a lane. */
#define REQUEST 0
#define ASLEEP 2 /* odd: the lane's caller does not look */
/* Words of the server. */
#define REPLY 4  /* one a lane */
#define POLLER 6 /* odd: the poller does not look */
byte mem[7];

#define SERVER 2
chan buffer[3] = [4] of { byte, byte }; /* of the callers and the server's poller */

/* A store, and one with a full fence behind it. Nothing lies between the two, so the latter is one step. */
#define store(thread, word, value) buffer[thread]!word,value

/* Whether a socket has bytes to read. Ringing a full one changes nothing. */
bool clientBell, serverBell;

#ifdef KILL
bool clientDead, serverDead;
#define IF_CLIENT_LIVES unless { clientDead }
#define IF_SERVER_LIVES unless { serverDead }
#else
#define clientDead false
#define serverDead false
#define IF_CLIENT_LIVES
#define IF_SERVER_LIVES
#endif
/* The kernel closes the sockets of a dead process when its stores are in memory. */
#define endOfClient (clientDead && len(buffer[0]) + len(buffer[1]) == 0)
#define endOfServer (serverDead && len(buffer[SERVER]) == 0)

/* Private to the client: Java volatiles, which are taken to order each other but no store to mem[]. */
#define NOBODY 3
#define BACKGROUND 2
byte reader = NOBODY; /* the active caller */
byte token = NOBODY;  /* who may drain the socket */
bool watched = true;  /* whether the background poller selects on the socket */
bool ended;           /* the end of the server was seen */
byte awaits[2];       /* the reply that a registered sleeper waits for, or 0 */
bool permit[2];       /* of LockSupport */
byte lastRung;        /* the odd value of POLLER that was rung for last; racy */

#define isAnswered(caller, call) (mem[REPLY + caller] == call)

inline drain() { atomic { clientBell = false; ended = ended || endOfServer } }

/* Unparks a sleeper whose reply is there. */
inline look(caller) {
#ifndef NO_LOOK
  call = awaits[caller];
  if
#ifdef END_WAKES_NOBODY
  :: call != 0 && isAnswered(caller, call) -> permit[caller] = true
#else
  :: call != 0 && (isAnswered(caller, call) || ended) -> permit[caller] = true
#endif
  :: else
  fi;
  call = 0
#else
  skip
#endif
}

#ifdef RUNG_ONCE
#define next(asleep) (asleep + 1)
#else
#define next(asleep) (1 - asleep)
#endif
inline fallAsleep() {
#ifdef NO_FENCE_SLEEPER
  atomic { asleep = next(asleep); store(_pid, ASLEEP + _pid, asleep) }
#else
  atomic { empty(buffer[_pid]) -> asleep = next(asleep); mem[ASLEEP + _pid] = asleep }
#endif
}
inline wakeUp() { atomic { asleep = next(asleep); store(_pid, ASLEEP + _pid, asleep) } }

/* Has the background poller watch, unless a caller has become active. */
inline watch() {
  if
  :: reader == NOBODY -> watched = true
  :: else
  fi
}

active [2] proctype Caller() {
  byte k, call, asleep;
  bool virtual; /* may park, but not select */
  bool late;    /* its deadline has passed */
  {
#ifdef VIRTUAL
  if :: virtual = true :: skip fi;
#endif
  do
  :: k == (_pid == 0 -> CALLS0 : CALLS1) -> break
  :: else ->
#ifdef NO_FENCE_REQUEST
     atomic { k++; store(_pid, REQUEST + _pid, k) };
#else
     atomic { empty(buffer[_pid]) -> k++; mem[REQUEST + _pid] = k };
#endif
#ifndef SERVER_SPINS
     call = mem[POLLER];
     if
     :: (call & 1) && call != lastRung -> serverBell = true; lastRung = call
#ifdef FLAG
     :: !(call & 1) -> lastRung = 0
#endif
     :: else
     fi;
     call = 0;
#endif

     /* It spins, and may give up however soon the reply comes. */
     if
     :: isAnswered(_pid, k) -> goto over
#ifndef CALLERS_SPIN
     :: true
#endif
     fi;

again:
     if
     :: isAnswered(_pid, k) -> goto over
     :: ended && !isAnswered(_pid, k) -> goto failed
     :: !ended && !isAnswered(_pid, k)
     fi;
#ifdef REGISTER_FIRST
     awaits[_pid] = k;
     fallAsleep();
     if
     :: isAnswered(_pid, k) || ended -> goto awake
     :: else
     fi;
#endif
     if
     :: atomic { reader == NOBODY && !virtual -> reader = _pid }
     :: reader != NOBODY || virtual -> goto park
     fi;

     /* The active caller. */
#ifndef REGISTER_FIRST
     fallAsleep();
#endif
     do
     :: atomic { token == NOBODY -> token = _pid };
#ifdef DRAIN_WHILE_SPINNING
        drain();
#endif
#ifndef NO_RECHECK
        if
        :: isAnswered(_pid, k) || ended -> break
        :: else
        fi;
#endif
#ifdef SELECT_WITHOUT_TOKEN
        token = NOBODY;
#endif
        if
        :: clientBell || endOfServer
#ifdef LATE
        :: late = true; break
#endif
        fi;
#ifdef SELECT_WITHOUT_TOKEN
        atomic { token == NOBODY -> token = _pid };
#endif
#ifdef LOOK_BEFORE_DRAIN
        look(1 - _pid); drain();
#else
        drain(); look(1 - _pid);
#endif
#ifdef RUNG_ONCE
        wakeUp(); fallAsleep();
#endif
        if
        :: isAnswered(_pid, k) || ended -> break
        :: else -> token = NOBODY
        fi
     od;
     token = NOBODY;
#ifdef LOOK_BEFORE_LEAVING
     if
     :: awaits[1 - _pid] != 0 -> reader = NOBODY; watched = true
     :: else -> reader = NOBODY
     fi;
#else
     reader = NOBODY;
#ifndef NO_HAND_OVER
     if
     :: awaits[1 - _pid] != 0 -> watch()
     :: else
     fi;
#endif
#endif
     goto awake;

park:
#ifndef REGISTER_FIRST
#ifndef REGISTER_LAST
     awaits[_pid] = k;
#endif
     fallAsleep();
#ifndef NO_RECHECK
     if
#ifdef END_NOT_RECHECKED
     :: isAnswered(_pid, k) -> goto awake
#else
     :: isAnswered(_pid, k) || ended -> goto awake
#endif
     :: else
     fi;
#endif
#ifdef REGISTER_LAST
     awaits[_pid] = k;
#endif
#endif
#ifndef PARK_WITHOUT_CHECK
     if
     :: reader == NOBODY ->
        if
        :: !watched && !virtual -> goto awake
        :: !watched && virtual -> watch()
        :: watched
        fi
     :: else
     fi;
#endif
     if
     :: atomic { permit[_pid] -> permit[_pid] = false }
#ifdef LATE
     :: late = true
#endif
     fi;

awake:
     awaits[_pid] = 0;
     wakeUp();
     if
     :: late -> goto gone
     :: else -> goto again
     fi;

over:
     assert(mem[REPLY + _pid] == k)
  od;
  goto gone;
failed:
  assert(mem[REPLY + _pid] != k);
gone: skip
  } IF_CLIENT_LIVES
}

active proctype Background() {
  byte call;
  {
  skip;
end: do
  :: watched && (clientBell || endOfServer) ->
     if
     :: reader != NOBODY -> goto leave
     :: else
     fi;
#ifndef DRAIN_WITHOUT_TOKEN
     if
     :: atomic { token == NOBODY -> token = BACKGROUND }
     :: token != NOBODY && reader != NOBODY -> goto leave
     fi;
#endif
#ifdef LOOK_BEFORE_DRAIN
     look(0); look(1); drain();
#else
     drain(); look(0); look(1);
#endif
#ifndef DRAIN_WITHOUT_TOKEN
     token = NOBODY;
#endif
     if
     :: ended -> break
     :: else -> goto next
     fi;
leave:
     watched = false;
#ifndef LEAVE_BLINDLY
     watch();
#endif
next: skip
  od
  } IF_CLIENT_LIVES
}

active proctype Server() {
  byte sequence, lane;
  byte served[2];
#ifdef RUNG_ONCE
  byte rung[2];
#endif
  {
  skip;
end_poll:
  if
  :: mem[REQUEST + 0] != served[0] -> lane = 0; goto serve
  :: mem[REQUEST + 1] != served[1] -> lane = 1; goto serve
#ifdef SERVER_SPINS
  :: endOfClient -> goto gone
#else
#ifdef NO_FENCE_POLLER
  :: atomic { sequence = (sequence + 1) % MODULUS; store(SERVER, POLLER, sequence) }
#else
  :: atomic { empty(buffer[SERVER]) -> sequence = (sequence + 1) % MODULUS; mem[POLLER] = sequence }
#endif
#endif
  fi;
#ifndef SERVER_SPINS
#ifndef NO_RECHECK_POLLER
  if
  :: mem[REQUEST + 0] != served[0] -> lane = 0; goto stay
  :: else
  fi;
  if
  :: mem[REQUEST + 1] != served[1] -> lane = 1; goto stay
  :: else
  fi;
#endif
end_sleep:
  if
  :: serverBell
  :: endOfClient -> goto gone
  fi;
  atomic { sequence = (sequence + 1) % MODULUS; store(SERVER, POLLER, sequence) };
  serverBell = false;
  goto end_poll;
stay:
  atomic { sequence = (sequence + 1) % MODULUS; store(SERVER, POLLER, sequence) };
#endif
serve:
  atomic {
#ifndef NO_FENCE_REPLY
    empty(buffer[SERVER]) ->
#endif
    served[lane] = served[lane] + 1;
    assert(mem[REQUEST + lane] == served[lane]);
#ifdef NO_FENCE_REPLY
    store(SERVER, REPLY + lane, served[lane])
#else
    mem[REPLY + lane] = served[lane]
#endif
  };
  if
#ifdef RUNG_ONCE
  :: atomic { (mem[ASLEEP + lane] & 1) && mem[ASLEEP + lane] != rung[lane] -> rung[lane] = mem[ASLEEP + lane] };
     clientBell = true
#else
  :: mem[ASLEEP + lane] & 1 -> clientBell = true
#endif
  :: else
  fi;
  lane = 0;
  goto end_poll;
gone: skip
  } IF_SERVER_LIVES
}

/* Retires the stores of each thread in their order, whenever it likes. */
active proctype Memory() {
  byte word, value;
end: do
  :: atomic { buffer[0]?word,value -> mem[word] = value; word = 0; value = 0 }
  :: atomic { buffer[1]?word,value -> mem[word] = value; word = 0; value = 0 }
  :: atomic { buffer[SERVER]?word,value -> mem[word] = value; word = 0; value = 0 }
  od
}

#ifdef KILL
/* Between any two steps of a process. */
active proctype Killer() {
end: if
  :: clientDead = true
  :: serverDead = true
  fi
}
#endif

#ifdef STRAY
/* A doorbell byte that came late, or for frames. */
active proctype Stray() {
end: clientBell = true
}
#endif
