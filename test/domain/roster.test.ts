import { describe, expect, it } from 'vitest';
import { presenceOf, rosterFile } from '../../src/domain/roster.ts';

const at = new Date('2026-11-20T10:00:00Z');
const backup = { id: 'bo', name: 'Bo' };
const leave = (from: string, until: string) => ({
  from: new Date(from),
  until: new Date(until),
  reason: 'leave',
  backup,
});

describe('whether a rep is here', () => {
  it.each([
    ['before the absence', [leave('2026-11-21', '2026-11-30')], 'here'],
    ['on its first moment', [leave('2026-11-20T10:00:00Z', '2026-11-30')], 'away'],
    ['in the midst of it', [leave('2026-11-01', '2026-11-30')], 'away'],
    ['on the moment of return', [leave('2026-11-01', '2026-11-20T10:00:00Z')], 'here'],
  ])('%s', (_, absences, kind) => {
    expect(presenceOf({ absences }, at).kind).toBe(kind);
  });

  it('names the backup and the return', () => {
    const absences = [leave('2026-11-01', '2026-11-30')];
    expect(presenceOf({ absences }, at)).toMatchObject({ until: absences[0]?.until, backup });
  });

  it('says that they left rather than that they are away', () => {
    const absences = [leave('2026-11-01', '2026-11-30')];
    expect(presenceOf({ leftAt: new Date('2026-11-10'), absences }, at).kind).toBe('left');
    expect(presenceOf({ leftAt: new Date('2026-12-01'), absences }, at).kind).toBe('away');
  });
});

describe('a roster file', () => {
  it('needs little more than addresses', () => {
    const { reps } = rosterFile.parse({ reps: [{ email: 'Ana@Registry.example', team: null }] });
    expect(reps[0]).toMatchObject({ email: 'ana@registry.example', weight: 1 });
  });

  it.each([
    ['a misspelt field', { reps: [{ email: 'a@b.example', slakUserId: 'U1' }] }],
    [
      'an hour that is none',
      {
        reps: [
          { email: 'a@b.example', workingHours: { mon: [{ from: '25:00', until: '26:00' }] } },
        ],
      },
    ],
    ['a role we do not have', { reps: [{ email: 'a@b.example', role: 'king' }] }],
    ['a capacity of nothing', { reps: [{ email: 'a@b.example', capacity: 0 }] }],
  ])('is refused for %s', (_, file) => {
    expect(rosterFile.safeParse(file).success).toBe(false);
  });
});
