import { describe, expect, it } from 'vitest';
import { meantAmong, parsePerson } from '../../src/domain/asked-person.ts';

const people = [
  { id: '1', name: 'Ana Ruiz', email: 'ana@x.example', slackUserId: 'U1ANA' },
  { id: '2', name: 'Ana-Lena Müller', email: 'al.mueller@x.example' },
  { id: '3', name: 'Bo Lind', email: 'bo.lind@x.example', slackUserId: 'U3BO' },
  { id: '4', name: 'Bo', email: 'bo@x.example' },
];
const meant = (asked: string) => meantAmong(parsePerson(asked), people).map(({ id }) => id);

describe('somebody who is named', () => {
  it.each([
    ['<@U1ANA>', ['1']],
    [' <@U1ANA|ana.ruiz> ', ['1']],
    ['<@U9|somebody>', []],
    ['ana@x.example', ['1']],
    ['ANA RUIZ', ['1']],
    ['"Ana Ruiz"', ['1']],
    ['ana', ['1', '2']],
    ['ruiz ana', ['1']],
    ['@bo.lind', ['3']],
    ['Bo Lind’s', ['3']],
    ['bo', ['4']],
    ['ana lena', ['2']],
    ['muller', ['2']],
    ['mueller', ['2']],
    ['zed', []],
    ['@', []],
    ['', []],
  ])('by “%s”', (asked, ids) => {
    expect(meant(asked)).toEqual(ids);
  });
});
