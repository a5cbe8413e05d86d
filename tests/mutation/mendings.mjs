/**
 * The mendings of what was found in a job's life (docs/job.md). Each: what was found, and edits that bring the fault
 * back: file, text, text instead. `mendings.test.ts` sees to it that they go with the sources.
 */
export const MENDINGS = [
  [
    'J1, P1: what another computer made is taken for this job’s',
    ['lib/clone/parts/room/reconcile.ts', 'if (!receiptsReadable) return true;\n', 'return true;\n'],
    ['lib/clone/parts/room/reconcile.ts', 'copy.createdAt <= latest &&\n', ''],
    [
      'lib/clone/parts/room/reconcile.ts',
      '  if (candidates.length > 0)\n    return suspend({',
      '  const [only] = candidates;\n  if (only && candidates.length === 1)\n    return reconcileParts(run, intent, since, only.id, undefined, first);\n  if (candidates.length > 0)\n    return suspend({',
    ],
  ],
  [
    'J2: a decision counts for every request that follows',
    [
      'lib/clone/parts/room/reconcile.ts',
      'return answer?.about === startedAt ? answer.room : undefined;',
      'return answer?.room;',
    ],
  ],
  [
    'J3: only a room whose state is ready is asked about',
    [
      'lib/clone/workflow/commands.ts',
      'if (finished === undefined) return false;',
      "if (finished === undefined || state.kind !== 'ready' || state.pause !== undefined) return false;",
    ],
  ],
  [
    'J4: Keep takes nothing back',
    [
      'lib/background/dialog/open-dialog.ts',
      "      case 'keep':\n        this.#asksBeforeUndo = false;\n",
      "      case 'keep':\n",
    ],
  ],
  [
    'J5, P8: an undone clone is told as a failure',
    [
      'lib/room/job-view.ts',
      "    case 'running':\n    case 'removing':\n    case 'undone':\n      return undefined;",
      "    case 'undone':\n      return 'failed';\n    case 'running':\n    case 'removing':\n      return undefined;",
    ],
  ],
  [
    'J8, P9: what is pressed while no port is open is dropped',
    ['lib/messages/dialog-connection.ts', '    unanswered.set(count, message);\n', ''],
  ],
  [
    'J9: an update asks only the windows that this worker knows',
    [
      'lib/background/dialog/dialogs.ts',
      'return (await this.#parts.tickets.all()).some(({ leftAt }) => leftAt === undefined);',
      'return this.#open.size > 0;',
    ],
  ],
  [
    'J10, J11: a Moodle that never comes is waited for without end',
    [
      'lib/clone/workflow/commands.ts',
      "const moodleIsLate = pause?.until === 'moodle' && pause.giveUpAt <= ports.clock.now();",
      'const moodleIsLate = false as boolean;',
    ],
  ],
  [
    'J12, P3: somebody else’s job blocks the room',
    ['lib/clone/job/waiting-jobs.ts', '      isOf(job, user) &&\n      job.original', '      job.original'],
  ],
  [
    'J13, P6: Try again tries the sessions of the click alone',
    ['lib/background/dialog/open-dialog.ts', '[...newest, ...remembered.filter(isOfPage)]', 'newest'],
  ],
  [
    'J14: an unexpected error is tried again without end',
    [
      'lib/clone/job/state.ts',
      'return counted.crashes >= MOST_CRASHES\n',
      'return counted.crashes >= MOST_CRASHES * 1e9\n',
    ],
  ],
  [
    'J15: a journal that fails once is never tried again',
    [
      'lib/background/jobs/scheduler.ts',
      'this.#later(this.#resume().catch(retry));',
      'void retry;\n    void this.#resume().catch(() => undefined);',
    ],
    ['lib/background/jobs/scheduler.ts', '      this.#later(this.#resume());\n', ''],
  ],
  [
    'J16: a delete that was refused is replayed',
    [
      'lib/clone/workflow/remove-room.ts',
      "() => remove(run, due.value), 'success')",
      "() => remove(run, due.value), 'outcome')",
    ],
  ],
  [
    'P2: no alarm stands while a job runs',
    [
      'lib/background/jobs/work-alarms.ts',
      '    await this.#alarms.create(name, { delayInMinutes: period, periodInMinutes: period });',
      '    void period;',
    ],
  ],
  [
    'P5: what something between refuses is tried without end',
    ['lib/clone/engine/steps.ts', 'const INTERCEPTED_TRIES = 3;', 'const INTERCEPTED_TRIES = Infinity;'],
  ],
  [
    'P7: the time of a look is the local clock’s',
    [
      'lib/clone/parts/room/reconcile.ts',
      'const since = lookingSince(intent, serverNow);\n  const receipts = receiptsFor(run, since, answers.read(receiptList))?.filter',
      'const since = lookingSince({ ...intent, noted: { firstLook: intent.startedAt / 1000 } }, run.clock.now() / 1000);\n  const receipts = receiptsFor(run, since, answers.read(receiptList))?.filter',
    ],
  ],
];
