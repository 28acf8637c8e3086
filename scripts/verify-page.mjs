// npm run verify:page: makes every stored recording again with the Python that pages have; see tests/workshop/verify/verify.ts.
import { runTypeScript } from './lib/tsx.mjs';

runTypeScript('verify:page', 'tests/workshop/verify/verify.ts', { python: true });
