"""A peer in another language, from the .proto files alone: makes calls of every kind and prints what comes."""
import sys

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

target, descriptors = sys.argv[1:]
pool = descriptor_pool.DescriptorPool()
with open(descriptors, 'rb') as file:
    for each in descriptor_pb2.FileDescriptorSet.FromString(file.read()).file:
        pool.Add(each)


def say(name, value):
    print(name, value, flush=True)


def message(descriptor):
    if hasattr(message_factory, 'GetMessageClass'):
        return message_factory.GetMessageClass(descriptor)
    return message_factory.MessageFactory(pool).GetPrototype(descriptor)


class Stub:
    """Methods of a service by their names; `new` makes a request."""

    def __init__(self, channel, service):
        self.new = {}
        for method in pool.FindServiceByName(service).methods:
            request, reply = message(method.input_type), message(method.output_type)
            kind = f'{"stream" if method.client_streaming else "unary"}_{"stream" if method.server_streaming else "unary"}'
            call = getattr(channel, kind)(
                f'/{service}/{method.name}',
                request_serializer=request.SerializeToString,
                response_deserializer=reply.FromString)
            setattr(self, method.name, call)
            self.new[method.name] = request


# From python3-grpcio 1.51 on another default would be used for a path, which strict servers refuse.
options = [('grpc.default_authority', 'localhost')] if target.startswith('unix:') else []
with grpc.insecure_channel(target, options) as channel:
    ask, tell, feed, vault = (Stub(channel, 'io.nearcall.tck.' + name)
                              for name in ('ask.Ask', 'tell.Tell', 'feed.Feed', 'Vault'))

    def question(text):
        return ask.new['Ask'](question=text)

    say('unary', ask.Ask(question('grüezi')).value)

    reply, call = ask.Ask.with_call(question('metadata'), metadata=[('who', 'Ada'), ('raw-bin', b'\x00\xff')])
    headers = dict(call.initial_metadata())
    say('headers', f'{headers["who"]} {headers["raw-bin"].hex()}')
    say('trailers', dict(call.trailing_metadata())['cost'])

    say('one-way', json_format.MessageToJson(tell.Tell(tell.new['Tell'](news='from afar'))))

    def numbers(items):
        return ','.join(str(item.number) for item in items)

    def items(count, size):
        return (feed.new['Sum'](number=number, bytes=bytes(size)) for number in range(count))

    say('server-stream', numbers(feed.Pull(feed.new['Pull'](count=5, size=10))))
    say('client-stream', feed.Sum(items(101, 0)).value)
    say('bidi-stream', numbers(feed.Chat(items(5, 1000))))

    try:
        vault.Open(vault.new['Open'](question='locked'))
    except grpc.RpcError as error:
        say('exception', f'{error.code().value[0]} {error.details()}')
        status = message(pool.FindMessageTypeByName('google.rpc.Status')).FromString(
            dict(error.trailing_metadata())['grpc-status-details-bin'])
        thrown = message(pool.FindMessageTypeByName(status.details[0].type_url.split('/')[1])).FromString(
            status.details[0].value)
        say('details', f'{status.code} {thrown.DESCRIPTOR.full_name} {thrown.locked.tries} {",".join(thrown.locked.owners)}')

    def failure(action):
        try:
            action()
            return 'none'
        except grpc.RpcError as error:
            return error.code().name

    say('deadline', failure(lambda: ask.Ask(question('block'), timeout=0.5)))

    endless = feed.Pull(feed.new['Pull'](count=10 ** 12, size=10))
    next(endless)
    endless.cancel()
    say('cancel', failure(lambda: list(endless)))

    later = ask.Ask.future(question('block'))
    later.cancel()
    say('cancel-unary', later.cancelled())

    nothing = channel.unary_unary('/io.nearcall.tck.ask.Ask/Nothing')
    say('unknown', failure(lambda: nothing(b'')))
