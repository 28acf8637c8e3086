// npm run simulate -- …: runs a scenario or workload files; see src/cli/simulate.ts.
import { runTypeScript } from './lib/tsx.mjs';

runTypeScript('simulate', 'src/cli/simulate.ts');
