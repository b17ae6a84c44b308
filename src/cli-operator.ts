import { spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';

/** Who does it, for the audit: as they say themselves, as git knows them, or as they are logged in. */
export function operatorFrom(given: string | undefined): string {
  return operatorName(given, { git: gitName(), login: userInfo().username });
}

/** Everybody may be root, so root is nobody. */
export function operatorName(
  given: string | undefined,
  { git, login }: { git: string; login: string },
): string {
  const name = [given, git, login === 'root' ? '' : login].find((each) => each?.trim());
  if (name) return name.trim();
  throw new Error('Say who you are, for the audit: --as "Dana Cole"');
}

/** Nothing where there is no git, or where it was never told. */
function gitName(): string {
  return spawnSync('git', ['config', 'user.name'], { encoding: 'utf8' }).stdout ?? '';
}
