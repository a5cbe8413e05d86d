import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Runtime } from 'webextension-polyfill';

/**
 * What our window is measured against: an extension whose window holds an input and nothing else, opened the way that
 * ours is: a trusted click in Kaltura's frame, a message to its worker, one from there to the top of the page, where a
 * frame stands in a `<dialog>` in a closed shadow root. By its first button the frame is prepared while the pointer is
 * over it; by its second one it is made at the click.
 */

export const PREPARED = 'Reference, prepared';
export const AT_THE_CLICK = 'Reference, at the click';

const worker = (): void => {
  const { runtime, tabs } = (globalThis as unknown as { chrome: Browser }).chrome; // of a worker the tests have no types
  runtime.onMessage.addListener((message: unknown, { tab }: Runtime.MessageSender) => {
    if (tab?.id !== undefined) void tabs.sendMessage(tab.id, message, { frameId: 0 });
    return undefined;
  });
};

const inPages = (labels: readonly string[]): void => {
  const { runtime } = (globalThis as unknown as { chrome: Browser }).chrome; // as above
  const { signal } = new AbortController();
  if (self === top) {
    let dialog: HTMLDialogElement | undefined;
    const prepare = (): HTMLDialogElement => {
      const host = document.createElement('div');
      const made = document.createElement('dialog');
      const frame = document.createElement('iframe');
      frame.src = runtime.getURL('input.html');
      made.style.cssText = 'box-sizing:border-box;width:600px;height:700px;padding:0;border:0';
      frame.style.cssText = 'width:100%;height:100%;border:0';
      made.append(frame);
      frame.addEventListener('load', () => made.open && frame.focus(), { signal });
      host.attachShadow({ mode: 'closed' }).append(made);
      document.documentElement.append(host);
      made.addEventListener('close', () => host.remove(), { signal });
      return made;
    };
    runtime.onMessage.addListener((message: unknown) => {
      if (message === 'prepare') dialog ??= prepare();
      else if (message === 'show') {
        dialog ??= prepare();
        dialog.showModal();
        dialog.querySelector('iframe')?.focus();
      } else {
        dialog?.close();
        dialog = undefined;
      }
      return undefined;
    });
    return;
  }
  labels.forEach((label, index) => {
    const button = document.createElement('button');
    button.textContent = label;
    button.style.cssText = `position:fixed;bottom:${index * 40}px;left:0`;
    const say = (type: string, message: string): void =>
      button.addEventListener(type, (event) => void (event.isTrusted && runtime.sendMessage(message)), {
        signal,
      });
    if (index === 0) say('pointerenter', 'prepare');
    say('click', 'show');
    document.body.append(button);
  });
};

const inInput = (): void => {
  const { runtime } = (globalThis as unknown as { chrome: Browser }).chrome; // as above
  const { signal } = new AbortController();
  window.addEventListener('focus', () => document.getElementById('name')?.focus(), { signal });
  document.getElementById('name')?.focus();
  document.addEventListener('keydown', ({ key }) => void (key === 'Escape' && runtime.sendMessage('hide')), {
    signal,
  });
};

/** Writes it into a folder, which the browser can load. */
export async function writeReference(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const matches = ['https://*.example.edu/*', 'https://*.kaltura.com/*'];
  const manifest = {
    manifest_version: 3,
    name: 'Reference',
    version: '1',
    background: { service_worker: 'worker.js' },
    content_scripts: [{ matches, js: ['page.js'], all_frames: true }],
    host_permissions: matches,
    web_accessible_resources: [{ resources: ['input.html'], matches: ['*://*/*'], use_dynamic_url: true }],
  };
  // What runs this file may give functions their names by a helper (esbuild's `keepNames`) that is not where they go.
  const called = (work: (...args: never[]) => void, ...args: unknown[]): string =>
    `const __name = (named) => named; (${work.toString()})(${args.map((value) => JSON.stringify(value)).join()})`;
  const files = {
    'manifest.json': JSON.stringify(manifest),
    'worker.js': called(worker),
    'page.js': called(inPages, [PREPARED, AT_THE_CLICK]),
    'input.html': '<!doctype html><meta charset="utf-8"><input id="name"><script src="input.js"></script>',
    'input.js': called(inInput),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}
