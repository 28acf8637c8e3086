import fc from 'fast-check';
// What pages load on demand is there in every test.
import '../src/scenario/epoll';
import '../src/twisted/python/threadpool';

// The same examples at every run: a test that fails, fails for everybody.
fc.configureGlobal({ seed: 2009 });
