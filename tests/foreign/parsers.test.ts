// @vitest-environment happy-dom
import fc from 'fast-check';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { originToKeep, parseStartedFrom } from '../../lib/background/jobs/started-from.ts';
import { withoutTokens } from '../../lib/background/redact.ts';
import { readOptions } from '../../lib/cli/options.ts';
import { boundedJson } from '../../lib/kaltura/transport/bounds.ts';
import { kalturaClient } from '../../lib/kaltura/transport/client.ts';
import { cuePointSchema } from '../../lib/kaltura/cue-point.ts';
import { entrySchema } from '../../lib/kaltura/entry.ts';
import { listOf } from '../../lib/kaltura/list.ts';
import { failureOf } from '../../lib/kaltura/transport/failure.ts';
import { entryId } from '../../lib/kaltura/ids.ts';
import { metadataSchema } from '../../lib/kaltura/metadata.ts';
import { retryAfterMs } from '../../lib/kaltura/transport/retry-after.ts';
import { Session } from '../../lib/kaltura/session.ts';
import { getTime } from '../../lib/kaltura/system.ts';
import { holdsToken } from '../../lib/kaltura/token.ts';
import { uploadTokenSchema } from '../../lib/kaltura/upload-token.ts';
import {
  handedSessions,
  parseActivity,
  parseDialogUplink,
  parseDraft,
  parsePageDescription,
  parsePageMessage,
  parsePanelMessage,
} from '../../lib/messages/inbound.ts';
import { parseCheckedFrame, parseFrameStructure } from '../../lib/messages/page-check.ts';
import * as moodleAnswers from '../../lib/moodle/answers.ts';
import { createdIn, readState } from '../../lib/moodle/page/course-state.ts';
import { entryInParameters, withEntryInParameters } from '../../lib/moodle/page/custom-parameters.ts';
import { authenticationQuery, readLaunchPage, readToken } from '../../lib/moodle/page/launch-form.ts';
import { filledSettings, readSettings } from '../../lib/moodle/page/settings-form.ts';
import { siteOf } from '../../lib/moodle/page/site.ts';
import { ownEntryIn } from '../../lib/pages/address.ts';
import { addressForm } from '../../lib/pages/address-form.ts';
import { inlineObjects } from '../../lib/pages/sessions/inline-data.ts';
import { linkedEntries } from '../../lib/pages/links.ts';
import { entryInGlobals, handedInGlobals } from '../../lib/pages/sessions/page-globals.ts';
import { ownPage } from '../../lib/pages/moodle/moodle.ts';
import { activityMenus } from '../moodle/activity-menus.ts';
import { entryInAddress, opensRoom, partnerOf, withEntry } from '../../lib/pages/moodle/moodle-address.ts';
import { placedSessions, sessionsInScripts } from '../../lib/pages/sessions/sessions.ts';
import { scriptsOf } from '../../lib/pages/sessions/page-scripts.ts';
import { structureOf } from '../../lib/pages/structure.ts';
import { csvOf } from '../../lib/plan/csv.ts';
import { nameFaults } from '../../lib/plan/names.ts';
import { readPlan, readLines } from '../../lib/plan/plan.ts';
import { roomReference } from '../../lib/plan/room-reference.ts';
import { chatState } from '../../lib/room/chat.ts';
import { isHtml, isModest } from '../../lib/room/texts/description.ts';
import { checkName, defaultCloneName } from '../../lib/room/texts/name.ts';
import { changedFields, comparable } from '../../lib/room/live/references.ts';
import { comparableTags, storedTags } from '../../lib/room/texts/tags.ts';
import { elementsInRoot, elementText, withoutElement } from '../../lib/room/xml.ts';
import { isColour, safeLink } from '../../lib/rich-text/schema.ts';
import { serviceAddress } from '../../lib/services/address.ts';
import { interactionSchema } from '../../lib/services/interaction.ts';
import { errorCode } from '../../lib/services/post.ts';
import { storyboardItemSchema } from '../../lib/services/storyboard.ts';
import { migrate } from '../../lib/settings/migrations.ts';
import { parsePolicy } from '../../lib/settings/policy.ts';
import { parseSettings } from '../../lib/settings/settings.ts';
import { hostOf, isWithin, patternOfSite, patternOfUrl } from '../../lib/sites/pattern.ts';

/**
 * Every parser of a text that somebody else has written: none throws, and none takes longer than its length asks for,
 * whatever the text is. The readers of descriptions and of a page's scripts have tests of their own beside this one
 * (`tests/rich-text/hostile.test.ts`, `lib/pages/sessions/sessions.test.ts`), and so has everything that is done of it.
 */

const SIZE = 65_536;
/** Many times what the slowest takes on a busy machine: a pattern that tries again takes minutes. */
const MOST_MS = 2_000;

vi.setConfig({ testTimeout: 120_000 });

type Parser = (text: string) => unknown;

/** Of texts. */
const TEXTS: Readonly<Record<string, Parser>> = {
  'an entry id': (text) => [entryId(text), entryId(`1_${text}`), entryId(`1_abcdefgh${text}`)],
  'JSON of a server': boundedJson,
  'Retry-After': (text) => {
    const ms = retryAfterMs(new Headers({ 'retry-after': text.replaceAll(/[^ -~]/g, '?') }), 0);
    expect(ms === undefined || (ms >= 0 && ms <= 3_600_000)).toBe(true);
  },
  'a result token': holdsToken,
  'custom metadata': (text) => [
    elementText(text, 'Type'),
    elementsInRoot(text),
    withoutElement(`<m>${text}</m>`, 'Type'),
    elementText(`<m><Type>${text}</Type></m>`, 'Type'),
  ],
  'settings of a chat': (text) =>
    [text, `<m><Detail>${text}</Detail></m>`, detail('cnc_widgetSettings', text), detail(text, '{}')].map(
      (xml) => chatState([{ xml }]),
    ),
  'a name': (text) => [
    checkName(text),
    defaultCloneName('Cloned - {name}', text),
    defaultCloneName(text, 'a'),
  ],
  tags: (text) => [storedTags(text), comparableTags(text)],
  'whether a description is HTML': (text) => [isHtml(text), isModest(text)],
  'a link or a colour of a description': (text) => [safeLink(text), isColour(text), isColour(`rgb(${text})`)],
  'an address of a page': (text) => [
    ownEntryIn({ pathname: text, search: text, hash: text }),
    ownEntryIn({ pathname: `/edit/${text}`, search: `?entryId=${text}`, hash: `#${text}` }),
    addressForm(text),
    addressForm(`/media/${text}`),
  ],
  'an address in Moodle': (text) => {
    for (const address of [text, `https://a.kaf.kaltura.com/${text}`]) {
      entryInAddress(address);
      withEntry(address, '1_abcdefgh', '1_bbbbbbbb');
      opensRoom(address);
      partnerOf(address);
    }
  },
  'custom parameters of a tool': (text) => [
    entryInParameters(text),
    entryInParameters(`entry_id=${text}`),
    withEntryInParameters(text, '1_abcdefgh', '1_bbbbbbbb'),
  ],
  'inline data': (text) => [inlineObjects(text), inlineObjects(`var a={"b":${text}`)],
  'a pasted list': (text) => [readLines(text.split('\n').slice(0, 10_000)), roomReference(text)],
  'a plan': (text) => [readPlan(text), readPlan(JSON.stringify({ version: 1, names: text, rooms: [text] }))],
  'cells of a record': (text) => csvOf([[text, `=${text}`]]),
  'names of a plan': (text) => nameFaults([text, text]),
  'arguments of the command line': (text) => [
    readOptions([text], {}),
    readOptions(['--room', text, '--service-url', text], { KALTURA_KS: text }),
  ],
  'an address of a site': (text) => [
    patternOfSite(text),
    patternOfSite(`https://${text}`),
    patternOfUrl(text),
    hostOf(text),
    isWithin(text, 'https://*.a.example/*'),
  ],
  'an address of a service': (text) => [
    serviceAddress('chat', text),
    serviceAddress('chat', `https://a.b/${text}`),
  ],
  'what is taken out of diagnostics': withoutTokens,
  'where a job was started': (text) => originToKeep(text),
};

const isJson = (value: unknown): boolean =>
  value === null || ['string', 'number', 'boolean', 'object'].includes(typeof value);

const detail = (key: string, value: string): string =>
  `<m><Detail><Key>${key}</Key><Value>${value}</Value></Detail></m>`;

/** Of values: the text stands in many places of them, and they in the text where it is JSON. */
const VALUES: Readonly<Record<string, (value: unknown) => unknown>> = {
  'a failure': failureOf,
  'an entry': (value) => entrySchema.safeParse(value),
  'a list': (value) => listOf(entrySchema).safeParse(value),
  'a cue point': (value) => cuePointSchema.safeParse(value),
  metadata: (value) => metadataSchema.safeParse(value),
  'a receipt': (value) => uploadTokenSchema.safeParse(value),
  'an interaction': (value) => interactionSchema.safeParse(value),
  'an item of a live storyboard': (value) => storyboardItemSchema.safeParse(value),
  'references in it': (value) =>
    isJson(value) && [changedFields(value, (_name, one) => one), comparable(value)],
  'an error of a room service': errorCode,
  'a message of a page': (value) => [
    parsePageMessage(value),
    parsePageDescription(value),
    handedSessions.safeParse(value),
  ],
  'a message of a window': parseDialogUplink,
  'a message of a panel': parsePanelMessage,
  'a draft': parseDraft,
  'an activity': parseActivity,
  'what a frame is like': (value) => [parseCheckedFrame(value), parseFrameStructure(value)],
  'an answer of Moodle': (value) =>
    [moodleAnswers.hello, moodleAnswers.course, moodleAnswers.settings, moodleAnswers.launch].map((schema) =>
      moodleAnswers.parseAnswer<unknown>(value, schema),
    ),
  'the state of a course': (value) => [readState(value), createdIn(value, [])],
  'a policy': (value) => isJson(value) && parsePolicy(value),
  'settings that were stored': (value) => [parseSettings(value), migrate(value)],
  'where a job was started': parseStartedFrom,
  'sessions of a page': (value) => placedSessions(handedInGlobals(value)),
  'the entry of a page': entryInGlobals,
};

/** Of pages, in which a text stands in every place that is read. */
const PAGES: Readonly<Record<string, (page: Document) => unknown>> = {
  'a launch': readLaunchPage,
  'a login before a launch': (page) => {
    const launch = readLaunchPage(page);
    if (launch?.kind === 'login') authenticationQuery(launch.login, 'once');
  },
  'a token': readToken,
  'the settings of an activity': (page) => [
    readSettings(page),
    filledSettings(page, () => [['a', 'b']], { name: 'n', from: '1_abcdefgh', to: '1_bbbbbbbb' }),
  ],
  'a site': (page) => siteOf(page, 'https://moodle.example.edu/course/view.php?id=2'),
  'links to entries': linkedEntries,
  'a course': (page) => [ownPage(page), activityMenus(page, true)],
  'sessions in scripts': (page) => placedSessions(sessionsInScripts(scriptsOf(page))),
  'how a page is built': (page) => structureOf(page, '/media/t/1_abcdefgh', undefined, /clone/),
};

function pageWith(text: string): Document {
  const page = document.implementation.createHTMLDocument();
  const add = (parent: Element, name: string, attributes: Readonly<Record<string, string>>): Element => {
    const element = page.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    parent.append(element);
    return element;
  };
  const { body } = page;
  body.id = 'page-course-view-topics';
  body.className = text.slice(0, 1_000);
  const login = add(body, 'form', { id: 'ltiInitiateLoginForm', action: text });
  for (const name of ['target_link_uri', 'client_id', 'login_hint', 'lti_message_hint'])
    add(login, 'input', { name, value: text });
  const launch = add(body, 'form', { id: 'ltiLaunchForm', action: `https://a.kaf.kaltura.com/${text}` });
  add(launch, 'input', { name: 'custom_entry_id', value: text });
  add(add(body, 'form', {}), 'input', { name: 'id_token', value: `a.${text}.b` });
  const settings = add(body, 'form', { action: '/course/modedit.php' });
  for (const name of ['name', 'toolurl', 'instructorcustomparameters', 'source', 'modulename'])
    add(settings, 'input', { name, value: text });
  add(settings, 'select', { name: 'visible' });
  add(body, 'a', { href: `/login/logout.php?sesskey=${text}` }).textContent = text;
  const activity = add(body, 'li', { class: 'activity modtype_lti', id: 'module-7', 'data-id': text });
  add(activity, 'a', { href: `https://moodle.example.edu/mod/lti/view.php?id=${text}` }).textContent = text;
  add(body, 'a', { href: `https://a.kaf.kaltura.com/media/t/${text}`, title: text, 'data-entry-id': text });
  for (const type of ['text/javascript', 'application/json']) {
    const script = page.createElement('script');
    script.setAttribute('type', type);
    script.textContent = `var playerConfig={"provider":{"ks":"${text}"`;
    // It runs nowhere: the document is no window's.
    body.append(script);
  }
  return page;
}

const PARTS = [
  ...['<', '</', '<a', '<a>', '</a>', '<Type>', '<Detail>', '<Detail><Key>', '<Key>', '<Value>', '<![CDATA[', ']]>', '<!--', '<?'],
  ...['&', '&amp;', '&#', '{', '}', '[', ']', '[[', '{"a":', '{"a":[', '"', '\\', '\\"', '"a":"b",', "'", '`', '${', '{{', '{0', '{a, plural,'],
  ...['/', '//', '/media/', '/media/t/', '1_abcdefgh/', '1_abcdefgh', '?a=', '&a=b', '#', '%', '%2', '%2f', '%u', ':', '@', '..', '../', 'a.', '-.', '*.', 'xn--'],
  ...['a', '0', '1_', 'a1', ' ', '\t', '\n', '\r\n', ',', ';', '=', '=1+1', '+', '-', '|', '\u0000', '\u200b', '\u202e', '\ud800', '\udc00', 'İ', 'ß', '😀', '\u0301'],
  ...['djJ8', 'https://', 'entry_id=', 'entry_id=1_abcdefgh\n', 'rgb(', 'rgb(0 ', '{1:result:id}', '__proto__', '"__proto__":', 'Infinity', '1e999', '-0'],
]; // prettier-ignore

const mix = fc
  .tuple(
    fc.array(fc.oneof(fc.constantFrom(...PARTS), fc.string({ maxLength: 6, unit: 'binary' })), {
      minLength: 1,
      maxLength: 40,
    }),
    fc.integer({ min: 1, max: SIZE }),
  )
  .map(([bits, times]) => bits.join('').repeat(times).slice(0, SIZE));

/** Texts of anything, made once: every parser reads the same. */
const MIXES = fc.sample(mix, { numRuns: 60, seed: 12 });

/** Reads, and says so if that takes too long. (`expect` takes longer than most of what is read.) */
function inTime(read: () => unknown, of: string, most = MOST_MS): void {
  const begun = performance.now();
  read();
  const ms = performance.now() - begun;
  if (ms >= most) expect.fail(`${ms} ms for ${JSON.stringify(of.slice(0, 200))}`);
}

const valuesOf = (text: string): readonly unknown[] => [
  text,
  [text],
  boundedJson(text),
  Object.fromEntries(
    FIELDS.map((name) => [name, text]),
  ),
  Object.fromEntries(FIELDS.map((name) => [name, { [text.slice(0, 100)]: text, __proto__: null, objects: [text] }])),
  { ok: true, value: { [text.slice(0, 100)]: [text, { text }] } },
  JSON.parse(`{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"value":${JSON.stringify(text)}}`),
  ...['rooms.seen', 'clone.clicked', 'moodle.hello', 'dialog.closed', 'settings.write', 'job.undo'].map((type) => ({
    ...{ type, entryIds: [text, text], sessions: [{ ks: text, serviceUrl: text, partnerId: 1 }], language: text },
    ...{ entryId: text, base: text, ticket: text, jobId: text, parentOrigin: text, changes: { [text.slice(0, 99)]: text } },
    activity: { base: text, courseId: 1, cmid: 1, module: text, name: text },
  })),
]; // prettier-ignore
const FIELDS =
  'id objectType code message args name description tags userId rootEntryId parentEntryId createdAt updatedAt totalCount objects xml fileName type status ks serviceUrl url tabId frameId parentOrigin chatService sites defaults fixed cm section course'.split(
    ' ',
  );

/** Made once: every parser reads the same, and none changes what it reads. */
const ALL_VALUES = [...PARTS.map((part) => part.repeat(8_192 / part.length)), ...MIXES.slice(0, 30)].map(
  (text) => ({ text, values: valuesOf(text) }),
);

beforeAll(() => {
  // What is compiled at its first call is not what is measured.
  for (const parse of Object.values(TEXTS)) parse('a');
});

describe.each(Object.entries(TEXTS))('%s', (_name, parse) => {
  test('64 KB of any part of any grammar', () => {
    for (const part of PARTS) {
      const text = part.repeat(SIZE / part.length);
      inTime(() => parse(text), part);
    }
  });

  test('64 KB of anything', () => {
    for (const text of MIXES) inTime(() => parse(text), text);
  });
});

describe.each(Object.entries(VALUES))('%s', (_name, parse) => {
  test('of any values', () => {
    for (const { text, values } of ALL_VALUES) for (const value of values) inTime(() => parse(value), text);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => void parse(value)),
      { numRuns: 100, seed: 12 },
    );
    // What a message may hold beside JSON.
    for (const value of [undefined, NaN, 1n, new Date(NaN), new Map([['type', 'rooms.seen']])]) parse(value);
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('polluted');
  });
});

test('a page holds scripts that are read', () => {
  expect(scriptsOf(pageWith('a')).codes).toHaveLength(2);
});

describe.each(Object.entries(PAGES))('%s in a page', (_name, parse) => {
  test('64 KB of any part of any grammar, in every place', () => {
    for (const part of PARTS) {
      const page = pageWith(part.repeat(SIZE / part.length));
      inTime(() => parse(page), part, MOST_MS * 2);
    }
  });
});

test('an answer of Kaltura, whatever its bytes are', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        mix.map((text) => new TextEncoder().encode(text)),
        fc.uint8Array({ maxLength: SIZE }),
      ),
      async (bytes) => {
        const fetch = (): Promise<Response> => Promise.resolve(new Response(Uint8Array.from(bytes)));
        const client = kalturaClient(new Session({ url: 'https://a.example', partnerId: 1 }, 'ks'), {
          fetch,
        });
        const answer = await client.call(getTime());
        expect(answer.ok ? Number.isFinite(answer.value) : typeof answer.failure.kind).toBeTruthy();
      },
    ),
    { numRuns: 60, seed: 12 },
  );
});
