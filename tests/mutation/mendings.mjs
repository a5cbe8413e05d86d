/**
 * The mendings of what was found in a job's life (docs/job.md), and on genuine Moodles (M). Each: what was found, and edits
 * that bring the fault back: file, text, text instead. `mendings.test.ts` sees to it that they go with the sources.
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
      'lib/clone/workflow/worked-in.ts',
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
      'lib/room/report/job-view.ts',
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
    ['lib/background/dialog/room-reader.ts', '[...newest, ...remembered.filter(isOfPage)]', 'newest'],
  ],
  [
    'J14: an unexpected error is tried again without end',
    [
      'lib/clone/job/endings.ts',
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
      'const since = pollingSince(intent, serverNow);\n  const receipts = receiptsFor(run, since, answers.read(receiptList))?.filter',
      'const since = pollingSince({ ...intent, noted: { firstLook: intent.startedAt / 1000 } }, run.clock.now() / 1000);\n  const receipts = receiptsFor(run, since, answers.read(receiptList))?.filter',
    ],
  ],
  [
    'M1: an activity’s page has the item twice',
    [
      'lib/pages/moodle/moodle.ts',
      '  if (more && !isReady && !more.closest(FILLED)) return undefined;\n',
      '',
    ],
    [
      'lib/host/moodle/moodle-controller.ts',
      '      removeElsewhere(part, menus);\n',
      '      void removeElsewhere;\n',
    ],
  ],
  [
    'M2: no item for content selection, LTI 1.3 and videos',
    [
      'lib/moodle/page/launch-form.ts',
      "const named = entryInAddress(toolUrl) ?? entryId(inputOf(form, 'custom_entry_id'));",
      "const named = entryId(inputOf(form, 'custom_entry_id'));",
    ],
    [
      'lib/moodle/page/launch-form.ts',
      '  if (!login || !initiateUrl) return undefined;',
      '  if (true as boolean) return undefined;\n  if (!login || !initiateUrl) return undefined;',
    ],
    [
      'lib/pages/moodle/moodle.ts',
      "const ROW = 'li.activity:is(.modtype_lti,.modtype_kalvidres)';",
      "const ROW = 'li.activity:is(.modtype_lti)';",
    ],
  ],
  [
    'M3: no item in Snap',
    ['lib/pages/moodle/moodle.ts', ":is(.editing_duplicate,.js_snap_duplicate)'", ":is(.editing_duplicate)'"],
  ],
  [
    'M4: a room that the tool’s type names is copied in vain',
    [
      'lib/moodle/port.ts',
      "  return frozen === true ? 'activityFrozen' : 'activityByTool';",
      "  return frozen === true ? 'activityFrozen' : undefined;",
    ],
  ],
  [
    'M5: our icon is narrower than its neighbours',
    [
      'lib/pages/moodle/moodle-item.ts',
      "return icon ? [...icon.classList].filter((name) => ICON_LOOKS.test(name)) : ['icon', 'fa', 'fa-fw'];",
      "return icon ? ['icon', 'fa', 'fa-fw'] : ['icon', 'fa', 'fa-fw'];",
    ],
  ],
  [
    'M6: nothing tells of a copy that the page does not show',
    [
      'lib/host/moodle/moodle-controller.ts',
      'this.#copied = isCoursePage(document);',
      'this.#copied = false;',
    ],
  ],
  [
    'M7: an answer that cannot travel in a message',
    [
      'lib/moodle/page/requests.ts',
      'const DONE: MoodleResult<true> = { ok: true, value: true };',
      'const DONE = { ok: true, value: true, told: () => true } as MoodleResult<true>;',
    ],
  ],
  [
    'M8: a page without Edit gives no session',
    [
      'lib/host/kaltura/room-answers.ts',
      'if (entryIds.size === 0) return this.#introduce();',
      'if (entryIds.size === 0) return;',
    ],
  ],
  [
    'M9: the token of LTI 1.3 is not read, and a chosen address not changed',
    [
      'lib/moodle/page/moodle-page.ts',
      'const launch = page?.ok === true ? readToken(page.value) : undefined;',
      'const launch = page?.ok === true && (false as boolean) ? readToken(page.value) : undefined;',
    ],
    [
      'lib/moodle/page/settings-form.ts',
      'withEntry(valueOf(form, key), from, to)] as const),',
      'valueOf(form, key)] as const),',
    ],
  ],
  [
    'M10: what is gone is told as refused',
    ['lib/moodle/page/requests.ts', "  'unexistingcmid',\n", ''],
    ['lib/moodle/page/requests.ts', "  'invalidrecordunknown',\n", ''],
  ],
  [
    'M11: from Kaltura’s own menu no activity is found',
    [
      'lib/background/dialog/room-reader.ts',
      'if (activity) return Promise.resolve(activity);',
      'if (true as boolean) return Promise.resolve(activity);',
    ],
  ],
  [
    'M12: which copy is ours is guessed',
    [
      'lib/moodle/page/course-state.ts',
      'return others.length === 0 ? first : undefined;',
      'return others.length === 99 ? first : undefined;',
    ],
  ],
  [
    'M13: the popup knows no rooms of a course',
    [
      'lib/host/moodle/moodle-controller.ts',
      'if (!isCoursePage(document) && !ownPage(document)) return undefined;',
      'if (!ownPage(document)) return undefined;',
    ],
  ],
  [
    'M14: a lost grouping is not told',
    [
      'lib/moodle/page/settings-form.ts',
      'keepsGrouping: settingsForm(page)?.querySelector(\'[name="groupingid"]\') != null,',
      'keepsGrouping: true,',
    ],
  ],
  [
    'M15: Space leaves the menu open, rows scrolled past have no item, many rows are one task, a kind that is not copied has no line',
    ['lib/host/moodle/activity-items.ts', '    if (event.isTrusted) control.click();\n', ''],
    ['lib/host/moodle/activity-rooms.ts', '    if (last) this.#addPassed(last);\n', '    void last;\n'],
    ['lib/host/slices.ts', '    if (start > 0) await pageTurn(window);\n', '    void window;\n'],
    [
      'lib/moodle/follow-up.ts',
      '      const line = notCopyable\n',
      '      if (notCopyable) return;\n      const line = notCopyable\n',
    ],
  ],
];
