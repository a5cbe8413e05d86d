import type { Context, Service } from '../action.ts';
import type { Entry } from '../entry.ts';
import { objectParam, type Params, stringParam } from '../params.ts';
import { notAQuiz } from './cue-points.ts';
import { validateUser } from './entry-actions.ts';

const quizAnswer = (quiz: Readonly<Record<string, unknown>>): object => ({
  ...quiz,
  objectType: 'KalturaQuiz',
});

function save({ database }: Context, entry: Entry, quiz: Readonly<Record<string, unknown>>): object {
  database.save({ ...entry, quiz, updatedAt: database.now() });
  return quizAnswer(quiz);
}

function settings(params: Params): Record<string, unknown> {
  const { objectType: _objectType, ...given } = objectParam(params, 'quiz');
  return given;
}

/** A quiz is a video with settings; its questions are cue points. */
export const quiz: Service = {
  add: {
    allows: 'user',
    guard: validateUser('entryId'),
    run: (context, params) => {
      const entry = context.database.visible(stringParam(params, 'entryId'), context.caller);
      return save(context, entry, { version: 1, ...settings(params) });
    },
  },
  get: {
    allows: 'user',
    run: ({ database, caller }, params) => {
      const entry = database.visible(stringParam(params, 'entryId'), caller);
      if (!entry.quiz) throw notAQuiz(entry.id);
      return quizAnswer(entry.quiz);
    },
  },
  update: {
    allows: 'user',
    guard: validateUser('entryId'),
    run: (context, params) => {
      const entry = context.database.visible(stringParam(params, 'entryId'), context.caller);
      if (!entry.quiz) throw notAQuiz(entry.id);
      const version = Number(entry.quiz['version'] ?? 0) + 1;
      return save(context, entry, { ...entry.quiz, ...settings(params), version });
    },
  },
};
