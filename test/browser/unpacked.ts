import chromium from '@sparticuz/chromium';

/** Two test files that unpacked the browser at the same time would start it while it is being written. */
export async function setup(): Promise<void> {
  await chromium.executablePath();
}
