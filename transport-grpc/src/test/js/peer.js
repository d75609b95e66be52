'use strict';
// A peer in another language, from the .proto files alone: `call` makes calls of every kind and prints what comes,
// `serve` serves them until its stdin ends.
const path = require('path');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');
const protobuf = require('protobufjs');

const [role, target, protos] = process.argv.slice(2);
const file = name => path.join(protos, `io.nearcall.tck.${name}.proto`);
const schema = grpc.loadPackageDefinition(
    loader.loadSync(['ask.Ask', 'tell.Tell', 'feed.Feed', 'Vault'].map(file), {longs: Number, keepCase: true, defaults: true})).io.nearcall.tck;
const say = (name, value) => console.log(`${name} ${value}`);

function details(error) {
  const root = new protobuf.Root();
  root.resolvePath = (origin, wanted) => wanted;
  root.loadSync([path.join(__dirname, 'status.proto'), file('Vault')], {keepCase: true});
  const status = root.lookupType('google.rpc.Status').decode(error.metadata.get('grpc-status-details-bin')[0]);
  const thrown = status.details[0];
  const type = root.lookupType(thrown.type_url.split('/')[1]);
  return `${status.code} ${status.message} ${type.fullName} ${JSON.stringify(type.decode(thrown.value))}`;
}

function unary(client, method, request, metadata = new grpc.Metadata(), options = {}) {
  return new Promise(done => {
    const seen = {};
    const call = client[method](request, metadata, options, (error, reply) => {
      seen.error = error;
      seen.reply = reply;
    });
    call.on('metadata', headers => seen.headers = headers);
    call.on('status', status => {
      seen.status = status;
      setImmediate(() => done(seen));
    });
  });
}

function received(stream) {
  return new Promise((done, failed) => {
    const numbers = [];
    stream.on('data', item => numbers.push(item.number));
    stream.on('end', () => done(numbers.join()));
    stream.on('error', failed);
  });
}

async function call() {
  const credentials = grpc.credentials.createInsecure();
  const ask = new schema.ask.Ask(target, credentials);
  const tell = new schema.tell.Tell(target, credentials);
  const feed = new schema.feed.Feed(target, credentials);
  const vault = new schema.Vault(target, credentials);

  say('unary', (await unary(ask, 'Ask', {question: 'grüezi'})).reply.value);

  const beside = new grpc.Metadata();
  beside.set('who', 'Ada');
  beside.set('raw-bin', Buffer.from([0, 255]));
  const echoed = await unary(ask, 'Ask', {question: 'metadata'}, beside);
  say('headers', echoed.headers.get('who')[0] + ' ' + echoed.headers.get('raw-bin')[0].toString('hex'));
  say('trailers', echoed.status.metadata.get('cost')[0]);

  const told = await unary(tell, 'Tell', {news: 'from afar'});
  say('one-way', told.error ? told.error.message : JSON.stringify(told.reply));

  say('server-stream', await received(feed.Pull({count: 5, size: 10})));

  say('client-stream', await new Promise((done, failed) => {
    const sum = feed.Sum((error, reply) => error ? failed(error) : done(reply.value));
    for (let number = 1; number <= 100; number++) {
      sum.write({number, bytes: Buffer.alloc(0)});
    }
    sum.end();
  }));

  const chat = feed.Chat();
  const answers = received(chat);
  for (let number = 0; number < 5; number++) {
    chat.write({number, bytes: Buffer.alloc(1000)});
  }
  chat.end();
  say('bidi-stream', await answers);

  const locked = await unary(vault, 'Open', {question: 'locked'});
  say('exception', `${locked.error.code} ${locked.error.details}`);
  say('details', details(locked.error));

  const late = await unary(ask, 'Ask', {question: 'block'}, new grpc.Metadata(), {deadline: Date.now() + 200});
  say('deadline', late.error.code);

  const endless = feed.Pull({count: 1e12, size: 10});
  say('cancel', await new Promise(done => {
    endless.on('data', () => endless.cancel());
    endless.on('error', error => done(error.code));
  }));

  const unknown = await new Promise(done => ask.makeUnaryRequest(
      '/io.nearcall.tck.ask.Ask/Nothing', x => x, x => x, Buffer.alloc(0), error => done(error)));
  say('unknown', unknown.code);
  [ask, tell, feed, vault].forEach(client => client.close());
  say('done', '');
}

function serve() {
  const server = new grpc.Server();
  server.addService(schema.ask.Ask.service, {
    Ask(request, reply) {
      const question = request.request.question;
      if (question === 'fail') {
        reply({code: grpc.status.ABORTED, details: 'not now'});
      } else if (question !== 'block') {
        const trailers = new grpc.Metadata();
        trailers.set('cost', '7');
        request.sendMetadata(request.metadata.clone());
        reply(null, {value: question}, trailers);
      }
    }
  });
  server.addService(schema.tell.Tell.service, {
    Tell(request, reply) {
      say('told', request.request.news);
      reply(null, {});
    }
  });
  server.addService(schema.feed.Feed.service, {
    Pull(stream) {
      for (let number = 0; number < stream.request.count; number++) {
        stream.write({number, bytes: Buffer.alloc(stream.request.size)});
      }
      stream.end();
    },
    Sum(stream, reply) {
      let value = 0;
      stream.on('data', item => value += item.number);
      stream.on('end', () => reply(null, {value}));
    },
    Chat(stream) {
      stream.on('data', item => stream.write(item));
      stream.on('end', () => stream.end());
    }
  });
  server.bindAsync(target, grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) {
      throw error;
    }
    say('listening', port);
  });
  process.stdin.on('end', () => server.forceShutdown()).resume();
}

if (role === 'call') {
  call().catch(error => {
    console.log(`failed ${error.stack}`);
    process.exit(1);
  });
} else {
  serve();
}
