import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { adminOf } from './demo/admin.ts';
import { OWNER } from './demo/people.ts';
import { createKaltura, startKaltura } from './kaltura/server.ts';

const ROOT = join(import.meta.dirname, '../..');

/**
 * Starts the campus as `npm run campus -- --json` does, and waits for its line. Without `tsx` as a process between:
 * that one sends SIGKILL, and ends with 143, when its child has not told of the signal within 30 ms.
 */
async function start(args: readonly string[], env: Record<string, string> = {}) {
  const command = ['--import', 'tsx', 'tests/campus/main.ts', '--json', ...args];
  const child = spawn(process.execPath, command, { cwd: ROOT, env: { ...process.env, ...env } });
  let out = '';
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes('\n')) resolve(out);
    });
    child.once('exit', () => reject(new Error('The campus ended.')));
  });
  const stop = (): Promise<number | null> =>
    new Promise((resolve) => {
      child.once('exit', resolve);
      child.kill('SIGTERM');
    });
  // The shape is what the test looks at.
  return { told: JSON.parse(line) as Record<string, unknown>, lines: () => out.trim().split('\n'), stop };
}

test('one line tells where everything is, and SIGTERM ends it well', { timeout: 30_000 }, async () => {
  const campus = await start([]);
  expect(Object.keys(campus.told)).toEqual([
    ...['kaltura', 'partnerId', 'adminSecret', 'userSecret', 'moodle', 'kaf', 'kafHost', 'users'],
    ...['chatService', 'storyboardService'],
  ]);
  const login = await fetch(`${String(campus.told['moodle'])}/login/index.php`);
  expect(await login.text()).toContain('Log in');
  expect(campus.lines()).toHaveLength(1);
  expect(await campus.stop()).toBe(0);
});

test('it stands in front of another Kaltura, and makes its rooms there', { timeout: 30_000 }, async () => {
  const other = createKaltura();
  const running = await startKaltura(other);
  const { partnerId, adminSecret, userSecret } = other;
  const secrets = { KALTURA_ADMIN_SECRET: adminSecret, KALTURA_USER_SECRET: userSecret };
  const campus = await start(['--kaltura-url', running.url, '--partner-id', String(partnerId)], secrets);
  expect(campus.told).toMatchObject({ kaltura: running.url, partnerId });
  const admin = adminOf({ url: running.url, partnerId, adminSecret, userSecret });
  const filter = { objectType: 'KalturaRoomEntryFilter', statusEqual: '7' };
  const { objects } = await admin.must(OWNER, 'room_room', 'list', { filter });
  const names = (objects as { name: string }[]).map(({ name }) => name).sort(); // a list of rooms
  expect(names).toEqual(['Algebra I – live room', 'Office hours']);
  expect(await campus.stop()).toBe(0);
  await running.close();
});
