import fc from 'fast-check';

// The same examples at every run: a test that fails, fails for everybody.
fc.configureGlobal({ seed: 2009 });
