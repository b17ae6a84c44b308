import type { Actor } from './ownership.ts';

/** What a workspace lays down in files of its own, each kind with versions of its own. */
export const policyKinds = ['approvals', 'disputes'] as const;
export type PolicyKind = (typeof policyKinds)[number];

/** Which version, by whom, when and why. */
export type PolicyVersion = { number: number; by: Actor; at: Date; note: string };

/** People and places that a policy names: the roster has to know them. */
export type PolicyNames = { emails: string[]; territories: string[] };
