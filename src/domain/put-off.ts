/** Not now, but after a while: nothing has failed, and it costs none of the tries. */
export class PutOff extends Error {
  readonly seconds: number;

  constructor(because: string, seconds: number) {
    super(`${because}: again in ${Math.ceil(seconds)} s`);
    this.name = 'PutOff';
    this.seconds = seconds;
  }
}
