/** Takes the lock of a directory and keeps it until it is killed or its parent ends. */
import { lockDirectory } from '../../src/store/directory-lock.ts';

process.stdin.on('end', () => process.exit()).resume();
try {
  const unlock = lockDirectory(process.argv[2] ?? '');
  process.on('exit', unlock);
  console.log('mine');
} catch {
  console.log('taken');
}
