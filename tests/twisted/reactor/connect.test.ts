import { describe, expect, it } from 'vitest';
import { Peers } from '../../../src/simulator/kernel/peers';
import '../../../src/twisted/internet/connector';
import { HostnameEndpoint, serverFromString } from '../../../src/twisted/internet/endpoints';
import { ClientFactory, Factory } from '../../../src/twisted/internet/protocol';
import { runReactor } from '../reactorFixture';

// What a connection does event for event, tests/conformance/servers compares with real Twisted.
describe('what is not modelled is refused in words', () => {
  it('a name, where an address is wanted', () => {
    runReactor((reactor, { kernel }) => {
      new Peers(kernel);
      const connect = () => reactor.connectTCP('db.example', 80, new ClientFactory());
      expect(connect).toThrow('found "db.example"; allowed: an IPv4 address');
      expect(() => new HostnameEndpoint(reactor, 'db.example')).toThrow('names are not looked up');
    });
  });

  it('the program on both ends', () => {
    runReactor((reactor, { kernel }) => {
      new Peers(kernel);
      reactor.listenTCP(8000, new Factory());
      const connect = () => reactor.connectTCP('127.0.0.1', 8000, new ClientFactory());
      expect(connect).toThrow("the program's own port, is not modelled");
    });
  });

  it('an endpoint that is not one of TCP', () => {
    runReactor((reactor) => {
      expect(() => serverFromString(reactor, 'unix:/tmp/socket')).toThrow("type 'unix'");
    });
  });
});
