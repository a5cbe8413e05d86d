import { expect, test } from 'vitest';
import type { Job } from '../../clone/job/record.ts';
import { NO_POLICY } from '../../settings/policy.ts';
import { DEFAULTS } from '../../settings/settings.ts';
import { diagnosticsText, type DiagnosticsFacts } from './diagnostics.ts';

const KS = 'djJ8MTAyfFRoaXMgbXVzdCBub3QgYmUgdG9sZA==';
/** Everything in a job that names somebody or something, or that somebody typed. */
const SECRETS = {
  name: 'Dr. Cohen, oral exam of Dana Levi',
  description: 'Bring the answers to question 4',
  tags: 'confidential',
  user: 'noa@uni.example',
  child: 'grades-2026.xlsx',
  page: 'https://moodle.uni.example/course/view.php?id=secretcourse',
  typed: 'Exam of Dana: {name}',
  path: 'tenant-token-4711',
} as const;

// Only what is told and what must not be: the rest of a job is of no concern here.
const job = {
  id: 'd7a1',
  createdAt: Date.UTC(2026, 10, 25),
  service: { url: 'https://www.kaltura.com', partnerId: 102 },
  user: SECRETS.user,
  original: {
    entry: {
      id: '1_abcd1234',
      name: SECRETS.name,
      description: SECRETS.description,
      tags: SECRETS.tags,
      userId: SECRETS.user,
    },
    children: [{ id: '1_file0001', name: SECRETS.child }],
  },
  wanted: {
    texts: { name: SECRETS.name, description: SECRETS.description, tags: SECRETS.tags },
    revision: 2,
  },
  stored: {
    texts: { name: SECRETS.name, description: SECRETS.description, tags: SECRETS.tags },
    revision: 2,
    refused: ['description'],
  },
  state: {
    kind: 'failed',
    problem: { code: 'refused', details: `PROPERTY_VALIDATION_ERROR ${KS}` },
    leftovers: [],
  },
  progress: [{ part: 'files', done: 2, of: 3 }],
  options: {
    leaveOut: ['breakouts'],
    settingsFrom: 'original',
    services: { chat: `https://rooms.uni.example/${SECRETS.path}` },
  },
  room: '1_copy5678',
  startedFrom: { tabId: 1, frameId: 0, url: SECRETS.page },
} as unknown as Job;

const ready = {
  ...job,
  state: {
    kind: 'ready',
    finished: {
      report: {
        verdict: 'partial',
        parts: [
          {
            part: 'files',
            outcome: 'incomplete',
            count: 2,
            of: 3,
            reason: 'itemRefused',
            names: [SECRETS.child],
          },
        ],
      },
      leftAt: 1,
    },
  },
} as unknown as Job;

const facts: DiagnosticsFacts = {
  version: '0.1.0',
  browser: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156',
  system: 'linux x86-64',
  now: Date.UTC(2026, 10, 26),
  settings: {
    ...DEFAULTS,
    namePattern: SECRETS.typed,
    chatService: `https://rooms.uni.example/${SECRETS.path}`,
  },
  policy: {
    ...NO_POLICY,
    fixed: { notifications: false },
    sites: ['https://media.uni.example/*'],
    refused: [{ path: 'fixed.namePattern', value: `"${SECRETS.typed}"` }],
  },
  sites: [
    { pattern: 'https://media.uni.example/*', host: 'media.uni.example', kind: 'policy', allowed: false },
  ],
  jobs: [job, ready],
};

test('it tells versions, sites, settings, and each clone by its codes and counts', () => {
  expect(JSON.parse(diagnosticsText(facts))).toMatchObject({
    extension: '0.1.0',
    browser: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156',
    written: '2026-11-26T00:00:00.000Z',
    settings: {
      namePattern: 'own',
      chatService: 'rooms.uni.example',
      storyboardService: '',
      language: 'browser',
    },
    policy: {
      fixed: ['notifications'],
      sites: ['https://media.uni.example/*'],
      notUsed: ['fixed.namePattern'],
    },
    sites: [{ host: 'media.uni.example', kind: 'policy', allowed: false }],
    clones: [
      {
        state: 'failed',
        problem: 'refused',
        service: 'www.kaltura.com',
        original: '1_abcd1234',
        copy: '1_copy5678',
        progress: [{ part: 'files', done: 2, of: 3 }],
        leftOut: ['breakouts'],
        refusedTexts: ['description'],
      },
      {
        state: 'ready',
        verdict: 'partial',
        parts: [{ part: 'files', outcome: 'incomplete', count: 2, of: 3, reason: 'itemRefused' }],
      },
    ],
  });
});

test.each(Object.entries(SECRETS))('it does not tell the %s', (_what, secret) => {
  // It is in what the text is made from, so that its absence tells something.
  expect(JSON.stringify(facts)).toContain(secret);
  expect(diagnosticsText(facts)).not.toContain(secret);
});

test('a session that came in with a code of the server goes', () => {
  const text = diagnosticsText(facts);
  expect(JSON.stringify(facts)).toContain(KS);
  expect(text).not.toMatch(/djJ8/);
  expect(text).toContain('PROPERTY_VALIDATION_ERROR [removed]');
});
