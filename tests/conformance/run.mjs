#!/usr/bin/env node
// Conformance runner: replays declarative Kaltura API scenarios against a server and compares
// the normalised answers with the recorded ones. Node >= 20, no dependencies.
//
//   run.mjs       this file: options, sessions, transports, normalisation, comparison, report
//   scenarios/    one JSON file per behaviour; the format is described in README.md

import { readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const HELP = `Usage: node run.mjs --service-url URL --partner-id N --admin-secret S --user-secret S [options]

  --service-url URL    server under test, for example http://127.0.0.1:8080 (with or without /api_v3)
  --partner-id N       partner to work in (a sandbox: scenarios add entries, categories, users)
  --admin-secret S     its admin secret (KS type 2)
  --user-secret S      its user secret (KS type 0)
  --scenarios DIR      folder with scenario files (default: scenarios/ beside this file)
  --only NAME          only scenarios whose name contains NAME (several: comma separated)
  --record             write this server's answers into the scenario files as expectations
  --json               print one JSON report instead of lines
  --verbose            print every step and whole diffs
  --help               print this text

Instead of the first four options: KALTURA_SERVICE_URL, KALTURA_PARTNER_ID, KALTURA_ADMIN_SECRET,
KALTURA_USER_SECRET. Exit status: 0 all passed, 1 something failed, 2 wrong usage.`;

/** Response fields dropped before comparing: a client that clones rooms never uses them. */
const IGNORED_FIELDS = new Set([
  // search, delivery and player plumbing
  'searchText',
  'downloadUrl',
  'thumbnailUrl',
  'executeUrl',
  'dataUrl',
  'uploadUrl',
  'assetUrl',
  'plays',
  'views',
  'lastPlayedAt',
  'duration',
  'msDuration',
  'rank',
  'totalRank',
  'votes',
  // workflow that rooms do not take part in
  'licenseType',
  'operationAttributes',
  'moderationCount',
  'moderationStatus',
  'replacementStatus',
  'replacingEntryId',
  'replacedEntryId',
  'conversionProfileId',
  'conversionQuality',
  'flavorParamsIds',
  'blockAutoTranscript',
  'autoFinalize',
  'searchProviderType',
  'sourceType',
  'isTrimDisabled',
  // bookkeeping, and second copies of fields that are kept
  'version',
  'metadataProfileVersion',
  'intId',
  'sizeInBytes',
  'fileExt',
  'executionTime',
  // derived cue point fields
  'isMomentary',
  'depth',
  'childrenCount',
  'directChildrenCount',
  'searchableOnEntry',
  'forceStop',
]);

const ROLES = ['owner', 'coeditor', 'copublisher', 'viewer', 'stranger'];
const EVENTUALLY_MS = 15_000;
const TIME_WINDOW_S = 2 * 86_400 + 3_600; // a unix time this close to now is "now"

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const now = () => Math.floor(Date.now() / 1000);
const isObject = (v) => v !== null && typeof v === 'object' && !Array.isArray(v);
const isError = (v) => isObject(v) && v.objectType === 'KalturaAPIException';
const isNumeric = (v) => typeof v === 'number' || (typeof v === 'string' && /^\d+$/.test(v));

/** Value at a dotted path ("objects.0.id"); "$" is the whole value. */
function at(value, path) {
  return path === '$' ? value : path.split('.').reduce((v, key) => v?.[key], value);
}

// ------------------------------------------------------------------ one scenario's state

/** The run token, the saved values and the KSs of one scenario. */
class Context {
  saved = new Map();
  sessions = new Map(); // description of the session -> promise of its KS

  constructor(config) {
    this.config = config;
    // Letters only: can be taken neither for a part of an entry id nor for a number.
    this.run = Array.from({ length: 8 }, () => 'bcdfghjklmnpqrstvwxz'[Math.floor(Math.random() * 20)]).join(
      '',
    );
  }

  /** Replaces ${name} in strings, deeply; a string that is one reference keeps the value's type. */
  async fill(value) {
    if (Array.isArray(value)) return Promise.all(value.map((v) => this.fill(v)));
    if (isObject(value)) {
      const entries = Object.entries(value).map(async ([k, v]) => [await this.fill(k), await this.fill(v)]);
      return Object.fromEntries(await Promise.all(entries));
    }
    if (typeof value !== 'string') return value;
    const whole = /^\$\{([^}]+)\}$/.exec(value);
    if (whole) return this.lookup(whole[1]);
    let text = '';
    let end = 0;
    for (const match of value.matchAll(/\$\{([^}]+)\}/g)) {
      text += value.slice(end, match.index) + String(await this.lookup(match[1]));
      end = match.index + match[0].length;
    }
    return text + value.slice(end);
  }

  async lookup(name) {
    if (this.saved.has(name)) return this.saved.get(name);
    const { partnerId, adminSecret, userSecret } = this.config;
    const fixed = { run: this.run, partnerId, adminSecret, userSecret };
    if (Object.hasOwn(fixed, name)) return fixed[name];
    if (name.startsWith('ks.')) return this.ks(name.slice(3));
    const time = /^now([+-]\d+)?$/.exec(name);
    if (time) return now() + Number(time[1] ?? 0);
    const repeat = /^repeat:(\d+):(.+)$/s.exec(name);
    if (repeat) return repeat[2].repeat(Number(repeat[1]));
    throw new Error(`\${${name}} is unknown: did the step that saves it fail?`);
  }

  /** The KS for "as": a role name or { user, type, privileges, expiry }. */
  async ks(as) {
    const key = JSON.stringify(as);
    if (!this.sessions.has(key)) this.sessions.set(key, this.openSession(as));
    return this.sessions.get(key);
  }

  async openSession(as) {
    if (as === 'none') return undefined;
    if (as === 'garbage') return 'garbage';
    if (as === 'widget') {
      const answer = await post(this.config, 'session', 'startWidgetSession', {
        widgetId: `_${this.config.partnerId}`,
      });
      if (!answer?.ks) throw new Error(`session.startWidgetSession: ${JSON.stringify(answer)}`);
      return answer.ks;
    }
    let wanted = as;
    if (as === 'admin') wanted = { user: '${run}_admin', type: 2, privileges: 'disableentitlement' };
    else if (as === 'expired') wanted = { user: '${run}_owner', expiry: 1 };
    else if (ROLES.includes(as)) wanted = { user: `\${run}_${as}` };
    else if (!isObject(as)) throw new Error(`unknown "as": ${JSON.stringify(as)}`);
    const { user = '', type = 0, privileges, expiry = 86_400 } = await this.fill(wanted);
    const answer = await post(this.config, 'session', 'start', {
      secret: type === 2 ? this.config.adminSecret : this.config.userSecret,
      type,
      partnerId: this.config.partnerId,
      userId: user,
      expiry,
      ...(privileges ? { privileges } : {}),
    });
    if (typeof answer !== 'string') throw new Error(`session.start: ${JSON.stringify(answer)}`);
    if (as === 'expired') await sleep(2_500);
    return answer;
  }

  /** KS text -> nothing more than "<ks>" in expectations. */
  async knownKses() {
    const all = await Promise.allSettled(this.sessions.values());
    return all.map((r) => r.value).filter((ks) => ks && ks !== 'garbage');
  }
}

// ------------------------------------------------------------------ transports

async function post(config, service, action, params) {
  const response = await fetch(`${config.root}/service/${service}/action/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ format: 1, ...params }),
  });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return { notJson: text.slice(0, 300) };
  }
}

/** { a: { b: [1] } } -> [["a:b:0", "1"]], the form encoding of the API. */
function flatten(value, prefix = '') {
  return Object.entries(value).flatMap(([key, v]) => {
    const name = prefix ? `${prefix}:${key}` : key;
    if (v !== null && typeof v === 'object') return flatten(v, name);
    return [[name, v === true ? '1' : v === false ? '0' : String(v)]];
  });
}

/** Sends one step; every transport ends in { url, method, headers, body }. */
async function send(step, context) {
  const { root } = context.config;
  const { transport = 'json', format = 1, at: place = 'path', formatIn = 'body' } = step;
  const params = {};
  if (format !== null && formatIn === 'body') params.format = format;
  const ks = await context.ks(step.as ?? 'owner');
  if (ks !== undefined && transport !== 'options') params.ks = ks;
  Object.assign(params, await context.fill(step.params ?? {}));

  let path = `/service/${step.service}/action/${step.action}`;
  if (step.multirequest) {
    path = '/service/multirequest';
    const calls = step.multirequest.flatMap((call) => Array(call.times ?? 1).fill(call));
    for (const [i, call] of calls.entries()) {
      const own = call.as ? { ks: await context.ks(call.as) } : {};
      params[String(i + 1)] = {
        service: call.service,
        action: call.action,
        ...own,
        ...(await context.fill(call.params ?? {})),
      };
    }
  }
  if (place === 'root') {
    path = '';
    Object.assign(
      params,
      step.multirequest ? { service: 'multirequest' } : { service: step.service, action: step.action },
    );
  }

  let url = root + path;
  const query = new URLSearchParams(
    formatIn === 'query' && format !== null ? { format: String(format) } : {},
  );
  const request = {
    method: 'POST',
    headers: { origin: 'https://tool.example', ...(step.requestHeaders ?? {}) },
  };
  if (transport === 'json' || transport === 'text-plain') {
    request.headers['content-type'] ??=
      transport === 'json' ? 'application/json' : 'text/plain;charset=UTF-8';
    request.body = JSON.stringify(params);
  } else if (transport === 'form') {
    request.headers['content-type'] = 'application/x-www-form-urlencoded';
    request.body = new URLSearchParams(flatten(params)).toString();
  } else if (transport === 'query') {
    request.method = 'GET';
    for (const [name, value] of flatten(params)) query.append(name, value);
  } else if (transport === 'multipart') {
    const form = new FormData();
    for (const [name, value] of flatten(params)) form.append(name, value);
    for (const [name, file] of Object.entries(step.files ?? {})) {
      form.append(name, new Blob([file.text], { type: file.type ?? 'text/plain' }), file.filename);
    }
    request.body = form;
  } else if (transport === 'raw') {
    request.headers['content-type'] ??= 'application/json';
    request.body = await context.fill(step.body);
  } else if (transport === 'options') {
    request.method = 'OPTIONS';
  } else {
    throw new Error(`unknown transport ${transport}`);
  }
  if ([...query].length > 0) url += `?${query}`;

  const response = await fetch(url, request);
  return { status: response.status, headers: response.headers, body: readBody(await response.text()) };
}

/** JSON as it is; XML as its root element and error code; JSONP unwrapped; anything else as text. */
function readBody(text) {
  try {
    return JSON.parse(text);
  } catch {
    /* not JSON */
  }
  if (text.startsWith('<?xml')) {
    const code = /<error>\s*<code>([^<]*)/.exec(text)?.[1];
    const objectType = /<result>\s*<objectType>([^<]*)/.exec(text)?.[1];
    return {
      $xml: {
        root: /<([A-Za-z]\w*)/.exec(text)?.[1],
        ...(code ? { errorCode: code } : {}),
        ...(objectType ? { objectType } : {}),
      },
    };
  }
  const jsonp = /^([\w.]+)\((.*)\);?\s*$/s.exec(text);
  if (jsonp) {
    try {
      return { $jsonp: jsonp[1], body: JSON.parse(jsonp[2]) };
    } catch {
      /* not JSONP */
    }
  }
  return { $text: text.slice(0, 400) };
}

// ------------------------------------------------------------------ normalisation

const ID_FIELD = /^(id|.*Ids?)$/;
const FREE_TEXT = new Set(['name', 'description', 'tags', 'partnerData', 'text', 'title', 'xml']);

function normaliser(context, kses) {
  const { partnerId } = context.config;
  const texts = []; // [pattern, replacement], longest value first
  const numbers = new Map(); // "17" -> "${category}"
  for (const [name, value] of context.saved) {
    if (isNumeric(value)) {
      if (!numbers.has(String(value))) numbers.set(String(value), `\${${name}}`);
    } else if (typeof value === 'string' && value.length >= 6) texts.push([value, `\${${name}}`]);
  }
  texts.sort((a, b) => b[0].length - a[0].length);
  const nearNow = (v) => Math.abs(Number(v) - now()) < TIME_WINDOW_S;
  const partner = new RegExp(`(?<![0-9A-Za-z.])${partnerId}(?![0-9A-Za-z.])`, 'g');
  const { origin } = new URL(context.config.root);
  const numericId = (v) => numbers.get(String(v)) ?? (Number(v) > 0 ? '<n>' : v);

  function text(value, key, inError) {
    let s = value;
    for (const ks of kses) s = s.replaceAll(ks, '<ks>');
    if (key === 'ks' || (key === undefined && /^[\w+/=-]{40,}$/.test(s))) return '<ks>';
    s = s.replaceAll(context.run, '${run}');
    for (const [saved, name] of texts) s = s.replaceAll(saved, name);
    s = s.replaceAll(origin, '<host>');
    if (!FREE_TEXT.has(key)) s = s.replace(/https?:(\\?\/){2}[^/\\\s"']+/g, '<host>');
    s = s.replace(/\b\d_[0-9a-f]{32}\b/g, '<token>').replace(/\b\d_[a-z0-9]{8}\b/g, '<id>');
    s = s
      .replace(/\b\d{10}\b/g, (v) => (nearNow(v) ? '<time>' : v))
      .replace(/_(\d{10})\b/g, (all, v) => (nearNow(v) ? '_<time>' : all));
    if (ID_FIELD.test(key ?? '') && /^\d+([,>]\d+)*$/.test(s)) {
      return key === 'partnerId' ? s.replace(partner, '${partnerId}') : s.replace(/\d+/g, numericId);
    }
    if (inError) s = s.replace(/(["[])(\d+)(?=["\]])/g, (all, open, v) => open + (numbers.get(v) ?? v));
    if (inError && numbers.has(s)) return numbers.get(s);
    return s.replace(partner, '${partnerId}');
  }

  function number(value, key) {
    if (nearNow(value)) return '<time>';
    if (key === 'partnerId') return value === partnerId ? '${partnerId}' : value;
    if (key === 'accessControlId') return numbers.get(String(value)) ?? '<present>';
    return ID_FIELD.test(key ?? '') ? numericId(value) : value;
  }

  return function normalise(value, key, inError = false) {
    if (Array.isArray(value)) return value.map((v) => normalise(v, key, inError));
    if (isObject(value)) {
      const out = {};
      for (const [k, v] of Object.entries(value)) {
        if (!IGNORED_FIELDS.has(k)) out[k] = normalise(v, k, inError || isError(value));
      }
      return out;
    }
    if (typeof value === 'string') return text(value, key, inError);
    return typeof value === 'number' ? number(value, key) : value;
  };
}

/** Applies the step's own view of the answer: pick, count, and codeOnly for errors. */
function view(body, step) {
  const each = (v) => {
    if (Array.isArray(v))
      return step.count ? { returned: v.length, errors: v.filter(isError).length } : v.map(each);
    if (isError(v)) return step.codeOnly ? { code: v.code, objectType: v.objectType } : v;
    if (!isObject(v)) return v;
    if (Array.isArray(v.objects)) {
      return step.count
        ? { totalCount: v.totalCount, returned: v.objects.length }
        : { ...v, objects: v.objects.map(each) };
    }
    if (!step.pick || Object.keys(v).some((k) => k.startsWith('$'))) return v;
    return Object.fromEntries(step.pick.filter((k) => k in v).map((k) => [k, v[k]]));
  };
  return each(body);
}

/** Lines "path: expected X, got Y". */
function differences(expected, actual, path = '') {
  const show = (v) => (v === undefined ? '(absent)' : JSON.stringify(v));
  if (isObject(expected) && isObject(actual)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(actual)])];
    return keys.flatMap((k) => differences(expected[k], actual[k], path ? `${path}.${k}` : k));
  }
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const out =
      expected.length === actual.length
        ? []
        : [`${path || 'answer'}: expected ${expected.length} items, got ${actual.length}`];
    for (let i = 0; i < Math.min(expected.length, actual.length); i++)
      out.push(...differences(expected[i], actual[i], `${path}[${i}]`));
    return out;
  }
  return expected === actual ? [] : [`${path || 'answer'}: expected ${show(expected)}, got ${show(actual)}`];
}

// ------------------------------------------------------------------ steps and scenarios

/** One request, as { body, status, headers } in comparable form. */
async function attempt(step, context) {
  let answer = await send(step, context);
  for (let i = 1; i < (step.repeat ?? 1); i++) answer = await send(step, context);
  if (step.sortBy && Array.isArray(answer.body?.objects)) {
    const by = (object) => String(object[step.sortBy]);
    answer.body.objects.sort((a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0));
  }
  for (const [name, path] of Object.entries(step.save ?? {})) {
    const value = at(answer.body, path);
    if (value !== undefined && value !== null) context.saved.set(name, value);
  }
  return answer;
}

async function comparable(step, context, answer) {
  const normalise = normaliser(context, await context.knownKses());
  const headers = {};
  for (const name of Object.keys(step.expectHeaders ?? {})) {
    const value = answer.headers.get(name);
    headers[name] = value === null ? null : value.toLowerCase().replace(/;\s+/g, ';');
  }
  return { expect: normalise(view(answer.body, step)), expectStatus: answer.status, expectHeaders: headers };
}

function compare(step, got) {
  const allowed = (step.orExpect ?? []).some((other) => differences(other, got.expect).length === 0);
  return [
    ...differences({ status: step.expectStatus ?? 200 }, { status: got.expectStatus }),
    ...differences(step.expectHeaders ?? {}, got.expectHeaders, 'headers'),
    ...(allowed ? [] : differences(step.expect, got.expect)),
  ];
}

function record(step, got) {
  if (!('expect' in step) || !step.orExpect || compare(step, got).length > 0) step.expect = got.expect;
  if (got.expectStatus === 200) delete step.expectStatus;
  else step.expectStatus = got.expectStatus;
  if (step.expectHeaders) step.expectHeaders = got.expectHeaders;
}

/** Runs a step (all its branches at once if it is "parallel"); returns [{ name, diffs }]. */
async function runStep(step, context, options) {
  if (step.wait) await sleep(step.wait * 1000);
  if (step.parallel) {
    const answers = await Promise.all(step.parallel.map((branch) => attempt(branch, context)));
    return Promise.all(step.parallel.map((branch, i) => judge(branch, context, answers[i], options)));
  }
  let answer = await attempt(step, context);
  if (!step.eventually) return [await judge(step, context, answer, options)];

  // Search indexes lag: ask again until the answer fits, or (recording) until it stops changing.
  let previous;
  for (const end = Date.now() + EVENTUALLY_MS; ;) {
    const got = await comparable(step, context, answer);
    const settled = options.record
      ? JSON.stringify(got.expect) === previous
      : compare(step, got).length === 0;
    if (settled || Date.now() > end) return [await judge(step, context, answer, options)];
    previous = JSON.stringify(got.expect);
    await sleep(options.record ? 1_000 : 300);
    answer = await attempt(step, context);
  }
}

async function judge(step, context, answer, options) {
  const got = await comparable(step, context, answer);
  if (options.record) {
    record(step, got);
    return { name: step.name, diffs: [] };
  }
  return {
    name: step.name,
    diffs: 'expect' in step ? compare(step, got) : ['not recorded yet: run with --record'],
  };
}

/** Steps of "setup" and "cleanup" are not judged: partners have limits on profiles, so these are shared or removed. */
export async function runScenario(scenario, config, options) {
  const context = new Context(config);
  const results = [];
  for (const step of scenario.setup ?? []) {
    if (!context.saved.has(step.unless)) await attempt(step, context).catch(() => undefined);
  }
  for (const step of scenario.steps) {
    try {
      results.push(...(await runStep(step, context, options)));
    } catch (error) {
      const reason = error.cause?.code ? `${error.message} (${error.cause.code})` : error.message;
      results.push(...(step.parallel ?? [step]).map(({ name }) => ({ name, diffs: [reason] })));
    }
  }
  for (const step of scenario.cleanup ?? []) await attempt(step, context).catch(() => undefined);
  return { name: scenario.name, steps: results };
}

// ------------------------------------------------------------------ files and report

/** JSON with short values on one line. */
function pretty(value, indent = '') {
  const flat = JSON.stringify(value);
  if (value === null || typeof value !== 'object' || indent.length + flat.length <= 110) {
    return flat.startsWith('{"') || flat.startsWith('[') ? spaced(value) : flat;
  }
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((v) => inner + pretty(v, inner)).join(',\n')}\n${indent}]`;
  return `{\n${Object.entries(value)
    .map(([k, v]) => `${inner}${JSON.stringify(k)}: ${pretty(v, inner)}`)
    .join(',\n')}\n${indent}}`;
}

function spaced(value) {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const inner = Object.entries(value)
    .map(([k, v]) => `${JSON.stringify(k)}: ${spaced(v)}`)
    .join(', ');
  return inner ? `{ ${inner} }` : '{}';
}

export async function loadScenarios(folder, only) {
  const names = only
    ?.split(',')
    .map((s) => s.trim())
    .filter(Boolean);
  const files = (await readdir(folder)).filter((f) => f.endsWith('.json')).sort();
  const all = await Promise.all(
    files.map(async (f) => ({
      file: join(folder, f),
      scenario: JSON.parse(await readFile(join(folder, f), 'utf8')),
    })),
  );
  return all.filter(({ scenario }) => !names || names.some((n) => scenario.name.includes(n)));
}

export function reportLines({ name, steps }, { verbose, record }) {
  const failed = steps.filter((s) => s.diffs.length > 0);
  const mark = failed.length > 0 ? 'FAIL' : record ? 'recorded' : 'ok';
  const lines = [`${mark} ${name} ${steps.length - failed.length}/${steps.length}`];
  for (const step of verbose ? steps : failed) {
    lines.push(`     ${step.diffs.length > 0 ? 'x' : '.'} ${step.name}`);
    const shown = verbose
      ? step.diffs
      : step.diffs.slice(0, 6).map((d) => (d.length > 300 ? `${d.slice(0, 300)}…` : d));
    lines.push(...shown.map((d) => `         ${d}`));
    if (shown.length < step.diffs.length)
      lines.push(`         … ${step.diffs.length - shown.length} more (--verbose)`);
  }
  return lines;
}

function usage(message) {
  process.stderr.write(`${message}\n\n${HELP}\n`);
  process.exit(2);
}

function readOptions() {
  const text = { type: 'string' };
  const flag = { type: 'boolean', default: false };
  let values;
  try {
    ({ values } = parseArgs({
      options: {
        'service-url': text,
        'partner-id': text,
        'admin-secret': text,
        'user-secret': text,
        scenarios: text,
        only: text,
        record: flag,
        json: flag,
        verbose: flag,
        help: flag,
      },
    }));
  } catch (error) {
    usage(error.message);
  }
  if (values.help) {
    process.stdout.write(`${HELP}\n`);
    process.exit(0);
  }
  const { env } = process;
  const serviceUrl = values['service-url'] ?? env.KALTURA_SERVICE_URL;
  const config = {
    root: `${(serviceUrl ?? '').replace(/\/+$/, '').replace(/\/api_v3$/, '')}/api_v3`,
    partnerId: Number(values['partner-id'] ?? env.KALTURA_PARTNER_ID),
    adminSecret: values['admin-secret'] ?? env.KALTURA_ADMIN_SECRET,
    userSecret: values['user-secret'] ?? env.KALTURA_USER_SECRET,
  };
  if (!serviceUrl || !config.partnerId || !config.adminSecret || !config.userSecret) {
    usage('The service URL, the partner id and both secrets are needed.');
  }
  return {
    ...values,
    config,
    folder: resolve(values.scenarios ?? join(dirname(fileURLToPath(import.meta.url)), 'scenarios')),
  };
}

async function main() {
  process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 2)); // "| head" is fine
  const options = readOptions();
  const loaded = await loadScenarios(options.folder, options.only);
  if (loaded.length === 0) usage('No scenario matches.');
  const results = [];
  for (const { file, scenario } of loaded) {
    const result = await runScenario(scenario, options.config, options);
    results.push(result);
    if (options.record) await writeFile(file, `${pretty(scenario)}\n`);
    if (!options.json) process.stdout.write(`${reportLines(result, options).join('\n')}\n`);
  }
  const steps = results.flatMap((r) => r.steps);
  const failedSteps = steps.filter((s) => s.diffs.length > 0).length;
  const failedScenarios = results.filter((r) => r.steps.some((s) => s.diffs.length > 0)).length;
  if (options.json) {
    const summary = { steps: steps.length, failedSteps, scenarios: results.length, failedScenarios };
    process.stdout.write(`${JSON.stringify({ summary, scenarios: results }, null, 1)}\n`);
  } else {
    process.stdout.write(
      `${steps.length - failedSteps} passed, ${failedSteps} failed` +
        ` (steps); ${results.length - failedScenarios} passed, ${failedScenarios} failed (scenarios)\n`,
    );
  }
  process.exitCode = failedSteps > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
