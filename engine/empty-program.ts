/** Of a stack whose province is gone: it wants nothing, so all that is recorded would be deleted. */
export default function program(): Promise<void> {
  return Promise.resolve();
}
