import { pythonEnv, setUpPython } from '../scripts/python.mjs';

/** Once before all unit tests: the Python environment, and nothing that leads it to packages of this machine. */
export default function setup(): void {
  setUpPython();
  const env = pythonEnv(process.env);
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
}
