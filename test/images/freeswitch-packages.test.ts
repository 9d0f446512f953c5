import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const text = readFileSync(join(import.meta.dirname, "../../images/freeswitch/Dockerfile.packages"), "utf8");

/** What was found when the image was built for the first time. Does not prove: that the packages are there. */
describe("the image from packages", () => {
  it("fetches no front end for the builder", () => {
    expect(text).not.toMatch(/^#\s*syntax=/m);
  });

  it("keeps its version apart from the distribution's, which os-release sets", () => {
    expect(text).not.toMatch(/^\s*\. \/etc\/os-release/m);
    expect(text).toContain("$(. /etc/os-release;");
  });

  it("gives the token to the repository's host only, over TLS only, and writes it where no layer keeps it", () => {
    expect(text).toContain("--mount=type=secret,id=repository-token,required=true");
    expect(text).toMatch(/case "\$REPOSITORY" in https:\/\/\*\)/);
    expect(text).toMatch(/login=\$\(mktemp -d\)[\s\S]*rm -rf "\$login"/);
    expect(text).not.toMatch(/^(?:ARG|ENV) .*TOKEN/m);
  });
});
