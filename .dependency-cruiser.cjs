// The layer rules of the tree, left to right: provinces -> planning -> components + platforms -> stacks -> engine -> cli.
// A folder may import what stands to its left; the exceptions are listed one by one.
const pulumi = "node_modules/@pulumi/";
const rule = (name, [from, to], comment) => ({ name, comment, severity: "error", from, to });

module.exports = {
  forbidden: [
    rule("no-cycles", [{}, { circular: true }], "Imports run one way."),
    rule(
      "no-orphans",
      [
        {
          orphan: true,
          pathNot: ["\\.d\\.ts$", "\\.config\\.(js|ts)$", "^test/", "^\\.", "^eslint", "^engine/empty-program\\.ts$"],
        },
        {},
      ],
      "A file nobody imports is dead.",
    ),
    rule(
      "provinces",
      [{ path: "^provinces/" }, { path: `^(planning|components|platforms|stacks|engine|cli|images|test)/|${pulumi}` }],
      "Provinces are the front end: no other folder, no Pulumi.",
    ),
    rule(
      "planning-pure",
      [{ path: "^planning/" }, { path: `^(components|platforms|stacks|engine|cli|test)/|^provinces/load|${pulumi}` }],
      "Planning is pure: types of provinces, nothing to its right.",
    ),
    rule(
      "planning-no-io",
      [{ path: "^planning/" }, { dependencyTypes: ["core"], pathNot: "^(node:)?crypto$" }],
      "Planning does no input or output; hashing is the one exception.",
    ),
    rule(
      "component-plans-pure",
      [
        { path: "^components/[^/]+/(?!component\\.ts)" },
        { path: `^(platforms|stacks|engine|cli|test)/|^provinces/load|${pulumi}` },
      ],
      "plan.ts and config.ts stay free of Pulumi.",
    ),
    rule(
      "component-plans-apart",
      [{ path: "^components/(?!call-center)([^/]+)/" }, { path: "^components/[^/]+/", pathNot: "^components/$1/" }],
      "Only call-center puts the other components together.",
    ),
    rule(
      "components-no-providers",
      [{ path: "^components/" }, { path: `${pulumi}(docker|kubernetes)|^(platforms|stacks|engine|cli|test)/` }],
      "Components know the port, not the platforms.",
    ),
    rule(
      "platforms-apart",
      [{ path: "^platforms/([^/]+)/" }, { path: "^platforms/[^/]+/", pathNot: "^platforms/$1/" }],
      "A platform does not know the other.",
    ),
    rule(
      "platforms",
      [{ path: "^platforms/" }, { path: "^(stacks|engine|cli|test)/|^components/[^/]+/|^provinces/load" }],
      "A platform reads the plan and the port.",
    ),
    rule("docker-only", [{ path: "^platforms/docker/" }, { path: `${pulumi}kubernetes` }], "Own provider only."),
    rule("kubernetes-only", [{ path: "^platforms/kubernetes/" }, { path: `${pulumi}docker` }], "Own provider only."),
    rule(
      "stacks",
      [{ path: "^stacks/" }, { path: "^(engine|cli|test)/" }],
      "The program knows neither engine nor command line.",
    ),
    rule(
      "engine",
      [{ path: "^engine/" }, { path: `^(cli|test|platforms|components)/|${pulumi}(docker|kubernetes)` }],
      "The engine knows no provider package; it gets the program by dynamic import.",
    ),
    rule(
      "cli",
      [{ path: "^cli/" }, { path: `^(platforms|stacks|test)/|components/.*/component\\.ts|${pulumi}` }],
      "The command line reads plans; Pulumi stays behind the engine.",
    ),
    rule(
      "images",
      [{ path: "^images/" }, { path: `^(components|platforms|stacks|engine|cli|test)/|^provinces/load|${pulumi}` }],
      "What runs in an image shares names and columns with the plan, and nothing else.",
    ),
    rule(
      "images-apart",
      [
        { path: "^images/([^/]+)/" },
        { path: "^images/[^/]+/", pathNot: "^images/$1/|^images/media-controller/(secure-channel|bounded-post)\\.ts$" },
      ],
      "An image is built from its own folder; the desk speaks to a media node over its channel.",
    ),
    rule(
      "desk-page-and-service-apart",
      [{ path: "^images/agent-desk/page/" }, { path: "^images/agent-desk/(?!page/|contract/)" }],
      "The desk's page knows its service by the contract only.",
    ),
    rule(
      "desk-service-without-page",
      [{ path: "^images/agent-desk/(service|contract)/" }, { path: "^images/agent-desk/page/" }],
      "The desk's service serves the built page and imports nothing of it.",
    ),
    rule(
      "only-the-channel",
      [{ pathNot: "^(images|test)/" }, { path: "^images/", pathNot: "secure-channel\\.ts$" }],
      "The command line speaks to a media node over its channel; the rest of an image stays inside.",
    ),
    rule("nobody-imports-tests", [{ pathNot: "^test/" }, { path: "^test/" }], "Tests are not a library."),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    exclude: { path: "^node_modules/(?!@pulumi)" },
  },
};
