import { scenarios } from '../../scenarios/all';
import { mermaid } from './mermaid';
import { source } from '../../src/scenario/machineSource';

const [id, which, flag] = process.argv.slice(2);
const scenario = scenarios.find((one) => one.id === id);
const isKnown = which === 'clients' || which === 'story';

if (scenario === undefined || !isKnown || (flag !== undefined && flag !== '--mermaid')) {
  const ids = scenarios.map((one) => one.id).join(', ');
  console.error(
    `machine: found ${JSON.stringify(process.argv.slice(2).join(' '))}; allowed: <scenario> clients|story [--mermaid], with one of ${ids}`,
  );
  process.exitCode = 2;
} else {
  const machine = scenario[which];
  process.stdout.write(flag === undefined ? source(machine) : `${mermaid(machine)}\n`);
}
