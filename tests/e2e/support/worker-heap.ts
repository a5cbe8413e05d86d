import type { BrowserContext } from '@playwright/test';

interface Answer {
  readonly id?: number;
  readonly result: { readonly usedSize: number };
}

/**
 * What the extension's worker keeps in its heap, in MiB, by the browser's own debugging protocol: what nobody needs any more is
 * collected first. Undefined where the worker has stopped.
 */
export async function workerHeap(context: BrowserContext, extensionId: string): Promise<number | undefined> {
  const devtools = await context.browser()?.newBrowserCDPSession();
  if (!devtools) return undefined;
  const { targetInfos } = await devtools.send('Target.getTargets');
  const worker = targetInfos.find(({ type, url }) => type === 'service_worker' && url.includes(extensionId));
  if (!worker) return undefined;
  const { sessionId } = await devtools.send('Target.attachToTarget', { targetId: worker.targetId });
  const ask = (id: number, method: string): Promise<Answer['result']> => {
    const answer = new Promise<Answer['result']>((resolve) =>
      devtools.on('Target.receivedMessageFromTarget', ({ message }) => {
        const said = JSON.parse(message) as Answer; // the protocol's
        if (said.id === id) resolve(said.result);
      }),
    );
    const sent = devtools.send('Target.sendMessageToTarget', {
      sessionId,
      message: JSON.stringify({ id, method }),
    });
    return sent.then(() => answer);
  };
  try {
    await ask(1, 'HeapProfiler.collectGarbage');
    return (await ask(2, 'Runtime.getHeapUsage')).usedSize / 2 ** 20;
  } finally {
    await devtools.detach();
  }
}
