import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { randomBytes } from 'node:crypto';
import type { JSONWebKeySet } from 'jose';
import { makeCertificate } from './certificate.ts';
import { type Admin, adminOf } from './demo/admin.ts';
import { PEOPLE, type Person } from './demo/people.ts';
import { type DemoRooms, seedRooms } from './demo/rooms.ts';
import { seedServices } from './demo/services.ts';
import { kafApp } from './kaf/app.ts';
import type { Look } from './kaf/look.ts';
import { createKaltura, cutWhenLost, type Kaltura, startKaltura } from './kaltura/server.ts';
import { type Activity, activitiesOf, demoModules } from './moodle/activities.ts';
import { type Moodle, moodleApp } from './moodle/app.ts';
import { toolTypes } from './moodle/tool-types.ts';
import { hostOf, type Variant, variantOf } from './moodle/variant.ts';
import { createRoomServices, type RoomServices } from './services/server.ts';

/** Another Kaltura server to stand in front of. */
export interface OtherKaltura {
  readonly url: string;
  readonly partnerId: number;
  readonly adminSecret: string;
  readonly userSecret: string;
}

export interface CampusOptions {
  readonly other?: OtherKaltura;
  /**
   * The service that the pages' player config names. By default the loopback address; `kaltura-host` is
   * `https://www.kaltura.com`, which the browser must map to the campus; or any other, as a hostile page would.
   */
  readonly serviceUrl?: 'loopback' | 'kaltura-host' | { readonly url: string };
  /** The name under which Moodle launches KAF: by default Kaltura's own, or one of the campus' (`*.example.org`). */
  readonly kafHost?: string;
}

/** The room services of the campus: for Chat & Collaboration, and for the live room's storyboard. */
export interface CampusServices {
  /** Over plain http on loopback. */
  readonly chat: string;
  readonly storyboard: string;
  /** The same over https, under names that a browser must map to the campus. */
  readonly secure: { readonly chat: string; readonly storyboard: string };
  /** Their switches, their state, and what they were asked. */
  readonly server: RoomServices;
}

/** A running demo campus. */
export interface Campus {
  /** The API, over plain http on loopback. */
  readonly kaltura: string;
  readonly partnerId: number;
  readonly adminSecret: string;
  readonly userSecret: string;
  /** Moodle, over plain http on loopback. */
  readonly moodle: string;
  /** KAF, over https on loopback; it answers under `kafHost` only. */
  readonly kaf: string;
  readonly kafHost: string;
  readonly users: readonly Person[];
  /** The port of all https names: KAF, MediaSpace, `moodle.example.edu`, Kaltura's API hosts. */
  readonly httpsPort: number;
  /** The hash by which a browser can be told to trust the campus' certificate, and no other. */
  readonly spki: string;
  readonly rooms: DemoRooms;
  /** How Kaltura's pages look from the next one on. */
  readonly look: Look;
  /** The External tools of the demo course that launch rooms. */
  readonly activities: readonly Activity[];
  /** A Moodle of this campus, by its variant; without one, the usual `moodle.example.edu`. */
  readonly moodleSite: (variant?: Variant) => Moodle;
  /** From now on every Moodle is as it was at the start, so that no test sees what another one left in a course. */
  readonly renewMoodles: () => void;
  readonly admin: Admin;
  /** The emulator with its switches; undefined in front of another server. */
  readonly server: Kaltura | undefined;
  /** The room services; undefined in front of another server, whose sessions they could not check. */
  readonly services: CampusServices | undefined;
  readonly close: () => Promise<void>;
}

export async function startCampus({
  other,
  serviceUrl = 'loopback',
  kafHost: ownDomain,
}: CampusOptions = {}): Promise<Campus> {
  const server = other ? undefined : createKaltura();
  const running = server && (await startKaltura(server));
  const at = other ?? { url: running?.url ?? '', ...secretsOf(server) };
  const admin = adminOf(at);
  const rooms = await seedRooms(admin);
  const roomServices = server && createRoomServices({ access: server.access });
  if (roomServices) await seedServices(roomServices, admin, rooms);
  const { key, cert, spki } = await makeCertificate();
  const secret = randomBytes(16).toString('hex');
  // On premises: a Kaltura at a name of the campus' own.
  const ownService = typeof serviceUrl === 'object' ? new URL(serviceUrl.url).hostname : undefined;
  const kafHost = ownDomain ?? `${at.partnerId}.kaf.kaltura.com`;

  // The servers need each other's ports, so the applications are made once the ports are known.
  let route: (request: Request, env: unknown) => Response | Promise<Response> = () =>
    new Response('', { status: 503 });
  const secure = await listen((request, env) => route(request, env), { key, cert });
  const told = serviceToTell(serviceUrl, at.url, secure.port);
  const look: Look = {
    ui: 'classic',
    menus: 'links',
    language: 'en',
    nativeClone: false,
    headers: {},
    rewrite: (html) => html,
  };
  const { partnerId } = at;
  const kafAddress = `https://${kafHost}:${secure.port}`;
  const moodles = new Map<string, Moodle>();
  const moodleAt = (host: string): Moodle => {
    const modules = demoModules(rooms, kafAddress);
    const types = toolTypes(kafAddress, rooms.algebra);
    const options = { variant: variantOf(host), kaf: kafAddress, partnerId, secret, modules, types };
    const name = hostOf(options.variant) === host ? host : USUAL;
    const found = moodles.get(name) ?? moodleApp(options);
    moodles.set(name, found);
    return found;
  };
  const keysOf = (issuer: string): Promise<JSONWebKeySet> => moodleAt(new URL(issuer).hostname).jwks();
  const kaf = kafApp({ admin, secret, serviceUrl: told, look, address: kafAddress, keysOf });
  const plain = await listen(cutWhenLost((request) => moodleAt(USUAL).fetch(request)));
  const moodle = cutWhenLost((request) => moodleAt(hostIn(request)).fetch(request));
  const api = server && cutWhenLost(server.fetch);
  const beside = roomServices && cutWhenLost(roomServices.fetch);
  const plainServices = beside && (await listen(beside));
  route = (request, env) => {
    const host = hostIn(request);
    if (host === kafHost || /\.(?:kaf|mediaspace)\.kaltura\.com$/.test(host))
      return withHeaders(kaf.fetch(request), look.headers);
    if ((host === ownService || host.endsWith('.kaltura.com')) && api) return api(request, env);
    if (beside && /^(?:chat|storyboard)\.example\.edu$/.test(host)) return beside(request, env);
    if (host.endsWith('.example.edu')) return moodle(request, env);
    return new Response('No such name on this campus.', { status: 404 });
  };

  return {
    kaltura: at.url,
    partnerId: at.partnerId,
    adminSecret: at.adminSecret,
    userSecret: at.userSecret,
    moodle: `http://127.0.0.1:${plain.port}`,
    kaf: `https://127.0.0.1:${secure.port}`,
    kafHost,
    users: PEOPLE,
    httpsPort: secure.port,
    spki,
    rooms,
    look,
    activities: activitiesOf(demoModules(rooms, kafAddress)),
    moodleSite: (variant) => moodleAt(variant ? hostOf(variant) : USUAL),
    renewMoodles: () => moodles.clear(),
    admin,
    server,
    services: roomServices &&
      plainServices && {
        chat: `http://127.0.0.1:${plainServices.port}/chat`,
        storyboard: `http://127.0.0.1:${plainServices.port}/storyboard`,
        secure: {
          chat: `https://chat.example.edu:${secure.port}`,
          storyboard: `https://storyboard.example.edu:${secure.port}`,
        },
        server: roomServices,
      },
    close: async () => {
      roomServices?.close();
      await Promise.all([running?.close(), secure.close(), plain.close(), plainServices?.close()]);
    },
  };
}

const USUAL = 'moodle.example.edu';

const hostIn = (request: Request): string => (request.headers.get('host') ?? '').replace(/:\d+$/, '');

async function withHeaders(
  answer: Response | Promise<Response>,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const response = await answer;
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

function serviceToTell(wanted: CampusOptions['serviceUrl'], loopback: string, httpsPort: number): string {
  if (typeof wanted === 'object') return wanted.url;
  return wanted === 'kaltura-host' ? `https://www.kaltura.com:${httpsPort}` : loopback;
}

function secretsOf(server: Kaltura | undefined): {
  partnerId: number;
  adminSecret: string;
  userSecret: string;
} {
  if (!server) throw new Error('No server.');
  const { partnerId, adminSecret, userSecret } = server;
  return { partnerId, adminSecret, userSecret };
}

interface Listening {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Serves on a free port of 127.0.0.1, over https when there is a certificate. */
function listen(
  fetch: (request: Request, env: unknown) => Response | Promise<Response>,
  tls?: { key: string; cert: string },
): Promise<Listening> {
  return new Promise((resolve) => {
    const options = { fetch, port: 0, hostname: '127.0.0.1' };
    const ready = ({ port }: AddressInfo): void =>
      resolve({
        port,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      });
    const server = tls
      ? serve({ ...options, createServer, serverOptions: tls }, ready)
      : serve(options, ready);
  });
}
