/**
 * Work that is asked for more often than it can be done: one at a time, and after it once more for all who asked meanwhile.
 * @returns asks for it; resolves when a run has ended that began after the asking
 */
export function coalesced(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let following: Promise<void> | undefined;
  const start = (): Promise<void> => {
    const run = work().finally(() => {
      if (running === run) running = undefined;
    });
    running = run;
    return run;
  };
  return () => {
    if (!running) return start();
    const after = (): Promise<void> => {
      following = undefined;
      return start();
    };
    following ??= running.then(after, after);
    return following;
  };
}
