import { planCallCenter } from "../../components/call-center/plan.ts";
import { loadProvinces } from "../../provinces/load.ts";
import { syntheticFolders } from "./synthetic.ts";

export interface Growth {
  readonly cpuMillisecondsEach: readonly { readonly provinces: number; readonly milliseconds: number }[];
}

/** CPU time of loading and planning, by number of provinces, in one process, plans kept: growth shows as a rising figure. */
export function growth(sizes: readonly number[]): Growth {
  const work = (folders: readonly string[]) =>
    folders.flatMap((folder) => loadProvinces(folder).provinces.map(({ province }) => planCallCenter(province)));
  work(syntheticFolders(31));
  return {
    cpuMillisecondsEach: sizes.map((provinces) => {
      const folders = syntheticFolders(provinces);
      const before = process.cpuUsage();
      const plans = work(folders);
      const { user, system } = process.cpuUsage(before);
      if (plans.length !== provinces) throw new Error(`${plans.length} of ${provinces} planned`);
      return { provinces, milliseconds: (user + system) / 1000 / provinces };
    }),
  };
}
